import { type Agent, isAtWork, isLoggedIn } from "../agents/agent.ts";
import { type AcdState, agentOf, contactOf, withAgent, withContact, withoutContact } from "./acd-state.ts";
import type { Contact } from "./contact.ts";
import type { QueueEventBody } from "./queue-event.ts";
import type { QueueEffect } from "./queue-input.ts";

/** The changes since the last matching: only these can create a new pair. */
export interface Touched {
  /** Classes in which a contact began to wait. */
  readonly classes: ReadonlySet<string>;
  /** Agents who became available, or whose queues or skills changed. */
  readonly agents: ReadonlySet<string>;
  /** Queues whose staffing fell, or in which a contact began to wait. */
  readonly queues: ReadonlySet<string>;
  /** Agents who stopped working, requested to, or may no longer suit the contacts that wait for them alone. */
  readonly leavers: ReadonlySet<string>;
}

/** A step in progress: the state so far, and its effects. */
export interface Draft {
  readonly floor: AcdState;
  readonly effects: readonly QueueEffect[];
  readonly touched: Touched;
}

/** Without changes. */
const UNTOUCHED: Touched = { classes: new Set(), agents: new Set(), queues: new Set(), leavers: new Set() };

/** Begins a step at an instant; a clock that went back counts as unchanged. */
export function beginDraft(acdState: AcdState, nowMs: number): Draft {
  return { floor: { ...acdState, nowMs: Math.max(acdState.nowMs, nowMs) }, effects: [], touched: UNTOUCHED };
}

/** The draft with effects appended. */
export function withEffects(draft: Draft, ...effects: readonly QueueEffect[]): Draft {
  return { ...draft, effects: [...draft.effects, ...effects] };
}

/** The draft with an event to be written. */
export function recorded(draft: Draft, body: QueueEventBody): Draft {
  return withEffects(draft, { effect: "record", event: { atMs: draft.floor.nowMs, body } });
}

function touch(draft: Draft, what: keyof Touched, ids: readonly string[]): Draft {
  const fresh = ids.filter((id) => !draft.touched[what].has(id));
  if (fresh.length === 0) return draft;
  return { ...draft, touched: { ...draft.touched, [what]: new Set([...draft.touched[what], ...fresh]) } };
}

/** The draft with a changed contact; a contact that begins to wait is settled before the step ends. */
export function setContact(draft: Draft, contact: Contact): Draft {
  const before = contactOf(draft.floor, contact.id);
  const set = { ...draft, floor: withContact(draft.floor, before, contact) };
  const after = contactOf(set.floor, contact.id);
  if (after === undefined || after.classKey === null || after.classKey === before?.classKey) return set;
  return touch(touch(set, "classes", [after.classKey]), "queues", [after.queueId]);
}

/** The draft without a contact. */
export function dropContact(draft: Draft, contact: Contact): Draft {
  const before = contactOf(draft.floor, contact.id);
  return before === undefined ? draft : { ...draft, floor: withoutContact(draft.floor, before) };
}

/** The draft with a changed agent; the new state is recorded, and an agent who may be offered a contact is matched. */
export function setAgent(draft: Draft, agent: Agent): Draft {
  const before = agentOf(draft.floor, agent.profile.id);
  const set = { ...draft, floor: withAgent(draft.floor, before, agent) };
  const said = isSameState(before, agent) ? set : recorded(set, changeOf(agent));
  const isNew =
    before?.state.is !== "available" || before.profile !== agent.profile || before.isAtDesk !== agent.isAtDesk;
  const asked = agent.state.is === "available" && isNew ? touch(said, "agents", [agent.profile.id]) : said;
  if (before === undefined) return asked;
  const less = staffsLess(before, agent) ? touch(asked, "queues", queuesOf(before)) : asked;
  return staffsLess(before, agent) || agent.next !== null ? touch(less, "leavers", [agent.profile.id]) : less;
}

/** The draft without an agent. */
export function dropAgent(draft: Draft, agent: Agent): Draft {
  const gone = { ...draft, floor: withAgent(draft.floor, agent, undefined) };
  return touch(touch(gone, "queues", queuesOf(agent)), "leavers", [agent.profile.id]);
}

function queuesOf({ profile }: Agent): readonly string[] {
  return profile.queues.map(({ queueId }) => queueId);
}

function isSameState(before: Agent | undefined, { state }: Agent): boolean {
  if (before === undefined) return state.is === "logged-out";
  return before.state === state || (before.state.is === "available" && state.is === "available");
}

function staffsLess(before: Agent, after: Agent): boolean {
  if (before.profile !== after.profile || (before.isAtDesk && !after.isAtDesk)) return true;
  return (isLoggedIn(before) && !isLoggedIn(after)) || (isAtWork(before) && !isAtWork(after));
}

function changeOf({ profile, state }: Agent): QueueEventBody {
  return {
    kind: "agent.changed",
    agentId: profile.id,
    state: state.is,
    reason: state.is === "paused" ? state.reason : null,
    contactId: "contactId" in state ? state.contactId : null,
  };
}
