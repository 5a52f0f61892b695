import { type Agent, isAtWork, isLoggedIn } from "../agents/agent.ts";
import type { QueueRules } from "../queue-rules.ts";
import { type Contact, comparePlaces, type Place } from "./contact.ts";
import { type CandidateRank, compareCandidates, rankAgent } from "./decision.ts";
import { dueMsOf } from "./due.ts";
import { keyOfWanted, type Wanted, wantedBy } from "./legal-pair.ts";
import type { ServiceRate } from "./service-rate.ts";
import { compareText, find, put, type Sorted, valuesOf, without } from "./sorted.ts";

/** Contacts that wait for exactly the same agents, in their order. */
export interface WaitingClass {
  readonly key: string;
  readonly wanted: Wanted;
  readonly line: Sorted<Place, Contact>;
}

/** One queue with its indexes. */
export interface Queue {
  readonly rules: QueueRules;
  /** All contacts that are not connected yet, in order: a position is a rank in it. */
  readonly line: Sorted<Place, string>;
  /** Agents who may be offered contacts, in the order of the strategy. */
  readonly available: Sorted<CandidateRank, Agent>;
  /** Keys of the classes of this queue that do not wait for one agent alone. */
  readonly classKeys: Sorted<string, string>;
  /** The number of messages among the waiting contacts. */
  readonly written: number;
  readonly loggedIn: number;
  readonly atWork: number;
  readonly pace: ServiceRate;
  /** Removed: accepts no contacts, and is deleted when it is empty. */
  readonly isShut: boolean;
}

/** An entry of the agenda: when a contact, agent or queue has to be checked without an input. */
export interface Due {
  readonly dueMs: number;
  readonly of: "contact" | "agent" | "queue";
  readonly id: string;
}

/**
 * The ACD state of one call centre: all of its queues, agents and contacts, and the indexes for fast decisions. It is immutable: a step returns a new state
 * that shares the unchanged parts.
 */
export interface AcdState {
  /** How much earlier one step of priority makes a contact count as joined. */
  readonly priorityWorthMs: number;
  readonly nowMs: number;
  readonly queues: Sorted<string, Queue>;
  readonly agents: Sorted<string, Agent>;
  readonly contacts: Sorted<string, Contact>;
  readonly classes: Sorted<string, WaitingClass>;
  /** By agent, the keys of the classes that wait for this agent alone. */
  readonly held: Sorted<string, Sorted<string, string>>;
  readonly agenda: Sorted<Due, true>;
  readonly shut: Sorted<string, string>;
  /** The number of messages among the contacts. */
  readonly written: number;
  readonly nextTicket: number;
  readonly wakeAtMs: number | null;
}

/** A state without queues, agents and contacts. */
export function createAcdState({ priorityWorthMs }: { readonly priorityWorthMs: number }): AcdState {
  return {
    priorityWorthMs,
    nowMs: 0,
    queues: null,
    agents: null,
    contacts: null,
    classes: null,
    held: null,
    agenda: null,
    shut: null,
    written: 0,
    nextTicket: 1,
    wakeAtMs: null,
  };
}

/** The order of due entries; contacts come first at the same instant. */
function compareDues(left: Due, right: Due): number {
  return left.dueMs - right.dueMs || RANK[left.of] - RANK[right.of] || compareText(left.id, right.id);
}
const RANK: Readonly<Record<Due["of"], number>> = { contact: 0, agent: 1, queue: 2 };

/** The queue of this id. */
export function queueOf(acdState: AcdState, queueId: string): Queue | undefined {
  return find(acdState.queues, queueId, compareText);
}

/** Queues that accept contacts. */
export function openQueueIds(acdState: AcdState): readonly string[] {
  return valuesOf(acdState.queues).flatMap(({ rules, isShut }) => (isShut ? [] : [rules.id]));
}

/** The agent of this id. */
export function agentOf(acdState: AcdState, agentId: string): Agent | undefined {
  return find(acdState.agents, agentId, compareText);
}

/** The contact of this id. */
export function contactOf(acdState: AcdState, contactId: string): Contact | undefined {
  return find(acdState.contacts, contactId, compareText);
}

/** The class of this key. */
export function classOf(acdState: AcdState, key: string): WaitingClass | undefined {
  return find(acdState.classes, key, compareText);
}

/** The state with a changed queue. */
export function withQueue(acdState: AcdState, queue: Queue): AcdState {
  return { ...acdState, queues: put(acdState.queues, queue.rules.id, queue, compareText) };
}

/** The state with an entry added to the agenda, or removed. */
export function withDue(acdState: AcdState, due: Due, standing: "due" | "not-due"): AcdState {
  if (!Number.isFinite(due.dueMs)) return acdState;
  const agenda =
    standing === "due" ? put(acdState.agenda, due, true, compareDues) : without(acdState.agenda, due, compareDues);
  return { ...acdState, agenda };
}

/** The state with a changed contact; its indexes follow. */
export function withContact(acdState: AcdState, before: Contact | undefined, contact: Contact): AcdState {
  const rules = queueOf(acdState, contact.queueId)?.rules;
  if (rules === undefined) return acdState;
  const wanted = contact.state.is === "waiting" ? wantedBy(contact, rules, acdState.nowMs) : null;
  const after: Contact = {
    ...contact,
    classKey: wanted === null ? null : keyOfWanted(wanted),
    dueMs: dueMsOf(contact, rules, acdState.nowMs),
  };
  const kept = {
    ...acdState,
    contacts: put(acdState.contacts, after.id, after, compareText),
    written: acdState.written + (before === undefined ? writtenCount(after) : 0),
  };
  const lined = inLine(kept, before, after);
  const classed = inClass(outOfClass(lined, before, after.classKey), after, wanted);
  if (before?.dueMs === after.dueMs) return classed;
  const undue = before === undefined ? classed : withDue(classed, contactDue(before), "not-due");
  return withDue(undue, contactDue(after), "due");
}

/** The state without a contact. */
export function withoutContact(acdState: AcdState, contact: Contact): AcdState {
  const gone = {
    ...acdState,
    contacts: without(acdState.contacts, contact.id, compareText),
    written: acdState.written - writtenCount(contact),
  };
  return withDue(outOfClass(outOfLine(gone, contact), contact, null), contactDue(contact), "not-due");
}

function contactDue({ id, dueMs }: Contact): Due {
  return { dueMs, of: "contact", id };
}

function isInLine(contact: Contact | undefined): contact is Contact {
  return contact !== undefined && contact.state.is !== "connected";
}

function inLine(acdState: AcdState, before: Contact | undefined, after: Contact): AcdState {
  const stays = isInLine(before) && isInLine(after) && before.queueId === after.queueId;
  if (stays) return acdState;
  const out = before === undefined ? acdState : outOfLine(acdState, before);
  const queue = isInLine(after) ? queueOf(out, after.queueId) : undefined;
  return queue === undefined
    ? out
    : withQueue(out, {
        ...queue,
        line: put(queue.line, after, after.id, comparePlaces),
        written: queue.written + writtenCount(after),
      });
}

function outOfLine(acdState: AcdState, contact: Contact): AcdState {
  const queue = isInLine(contact) ? queueOf(acdState, contact.queueId) : undefined;
  return queue === undefined
    ? acdState
    : withQueue(acdState, {
        ...queue,
        line: without(queue.line, contact, comparePlaces),
        written: queue.written - writtenCount(contact),
      });
}

const writtenCount = ({ kind }: Contact): number => (kind === "message" ? 1 : 0);

function outOfClass(acdState: AcdState, before: Contact | undefined, nextKey: string | null): AcdState {
  if (before === undefined || before.classKey === null || before.classKey === nextKey) return acdState;
  const one = classOf(acdState, before.classKey);
  if (one === undefined) return acdState;
  const line = without(one.line, before, comparePlaces);
  if (line !== null) return { ...acdState, classes: put(acdState.classes, one.key, { ...one, line }, compareText) };
  return unlistClass({ ...acdState, classes: without(acdState.classes, one.key, compareText) }, one);
}

function inClass(acdState: AcdState, after: Contact, wanted: Wanted | null): AcdState {
  if (wanted === null || after.classKey === null) return acdState;
  const known = classOf(acdState, after.classKey);
  const one: WaitingClass = known ?? { key: after.classKey, wanted, line: null };
  const line = put(one.line, after, after, comparePlaces);
  const kept = { ...acdState, classes: put(acdState.classes, one.key, { ...one, line }, compareText) };
  return known === undefined ? listClass(kept, one) : kept;
}

function listClass(acdState: AcdState, { key, wanted }: WaitingClass): AcdState {
  if (wanted.heldFor !== null) {
    const keys = put(find(acdState.held, wanted.heldFor, compareText) ?? null, key, key, compareText);
    return { ...acdState, held: put(acdState.held, wanted.heldFor, keys, compareText) };
  }
  const queue = queueOf(acdState, wanted.queueId);
  return queue === undefined
    ? acdState
    : withQueue(acdState, { ...queue, classKeys: put(queue.classKeys, key, key, compareText) });
}

function unlistClass(acdState: AcdState, { key, wanted }: WaitingClass): AcdState {
  if (wanted.heldFor !== null) {
    const keys = without(find(acdState.held, wanted.heldFor, compareText) ?? null, key, compareText);
    const held =
      keys === null
        ? without(acdState.held, wanted.heldFor, compareText)
        : put(acdState.held, wanted.heldFor, keys, compareText);
    return { ...acdState, held };
  }
  const queue = queueOf(acdState, wanted.queueId);
  return queue === undefined
    ? acdState
    : withQueue(acdState, { ...queue, classKeys: without(queue.classKeys, key, compareText) });
}

/** The state with a changed agent, or without the agent; the indexes of the agent's queues follow. */
export function withAgent(acdState: AcdState, before: Agent | undefined, after: Agent | undefined): AcdState {
  const agentId = (after ?? before)?.profile.id ?? "";
  const agents =
    after === undefined
      ? without(acdState.agents, agentId, compareText)
      : put(acdState.agents, agentId, after, compareText);
  let next: AcdState = { ...acdState, agents };
  if (before !== undefined) next = seated(next, before, "leaves");
  if (after !== undefined) next = seated(next, after, "sits");
  if (before !== undefined) next = withDue(next, agentDue(before), "not-due");
  return after === undefined ? next : withDue(next, agentDue(after), "due");
}

function agentDue({ profile: { id }, state }: Agent): Due {
  return { dueMs: "untilMs" in state ? state.untilMs : Number.POSITIVE_INFINITY, of: "agent", id };
}

function seated(acdState: AcdState, agent: Agent, how: "sits" | "leaves"): AcdState {
  if (!isLoggedIn(agent)) return acdState;
  const by = how === "sits" ? 1 : -1;
  let queues = acdState.queues;
  for (const { queueId, tier } of agent.profile.queues) {
    const queue = find(queues, queueId, compareText);
    if (queue === undefined) continue;
    const counted: Queue = {
      ...queue,
      available: agent.state.is === "available" ? seatedIn(queue, agent, tier, how) : queue.available,
      loggedIn: queue.loggedIn + by,
      atWork: queue.atWork + (isAtWork(agent) ? by : 0),
    };
    queues = put(queues, queueId, counted, compareText);
  }
  return { ...acdState, queues };
}

function seatedIn({ available, rules }: Queue, agent: Agent, tier: number, how: "sits" | "leaves") {
  const rank = rankAgent(agent, tier, rules);
  return how === "sits" ? put(available, rank, agent, compareCandidates) : without(available, rank, compareCandidates);
}
