import type { AgentRow, CallbackRow, ContactRow, QueueDraft, StampedEvent } from "../queue-draft.ts";
import { PRIORITY_WORTH_MS } from "../queue-rules.ts";
import type { ContactOutcome, QueueEventBody } from "./queue-event.ts";
import type { QueueInput } from "./queue-input.ts";
import type { HeldAgent, RestoredAgent } from "./restored-callback.ts";
import type { QueueServiceRate } from "./service-rate.ts";

/** After a longer silence the presence of agents is unknown: they log in again. */
const AGENTS_RESTORED_MS = 15 * 60_000;

/** An agent's last stored state. */
export interface StoredAgentState extends Omit<AgentRow, "held"> {
  readonly held: HeldAgent;
}

/** A callback that is not closed. */
export interface CallbackFact extends CallbackRow {
  readonly isDialled: boolean;
}

/** The stored ACD state for its new owner. */
export interface StoredAcdState {
  readonly tenantId: string;
  /** The fence of the new owner. */
  readonly fence: number;
  readonly last: Pick<StampedEvent, "sequence" | "atMs" | "steadyMs"> | null;
  /** The last heartbeat of the previous owner; null for none. */
  readonly lastSignAtMs: number | null;
  readonly contacts: readonly ContactRow[];
  /** The agents of the last contacts of the messages' writers. */
  readonly sticky: ReadonlyMap<string, string>;
  readonly callbacks: readonly CallbackFact[];
  readonly agents: readonly StoredAgentState[];
  /** The service rate of each queue after its last answer. */
  readonly paces: readonly QueueServiceRate[];
  readonly queueIds: ReadonlySet<string>;
  /** Agents with an open agent desktop. */
  readonly atDesk: readonly string[];
}

/** The continuation of an ACD state under a new owner. */
export interface Reopening {
  /** The current value of the state's monotonic clock. */
  readonly steadyMs: number;
  readonly nextSequence: number;
  /** The first draft: the ends of all contacts that the previous owner could not continue. */
  readonly draft: QueueDraft;
  readonly input: Extract<QueueInput, { readonly input: "restored" }>;
  /** Restored callbacks and agents, with their data outside the ACD state. */
  readonly callbacks: readonly CallbackFact[];
  readonly agents: readonly StoredAgentState[];
  /** Restored messages: they have no call that could have ended. */
  readonly messages: readonly ContactRow[];
  readonly atDesk: readonly string[];
}

/**
 * Takes the state of the last owner over. Its calls have ended with it, so that waiting and talking contacts are closed at its last heartbeat, with the wait
 * and talk until then; the time until now counts in no metric. Callbacks that were not dialled retain their place, and so do messages, even while an agent was
 * answering: they are offered to that agent first. Agents leave at the last heartbeat and return now, in their last state.
 */
export function restoreAcdState(facts: StoredAcdState, nowMs: number): Reopening {
  const { last, lastSignAtMs, tenantId, fence } = facts;
  const lastAtMs = last?.atMs ?? nowMs;
  const lastSteadyMs = last?.steadyMs ?? 0;
  const steadyMs = lastSteadyMs + Math.max(0, nowMs - lastAtMs);
  const signAtMs = Math.min(Math.max(lastSignAtMs ?? nowMs, lastAtMs), Math.max(nowMs, lastAtMs));
  const signSteadyMs = lastSteadyMs + (signAtMs - lastAtMs);
  const isFresh = nowMs - signAtMs <= AGENTS_RESTORED_MS;
  const callbacks = facts.callbacks.filter((one) => comesBack(facts, one));
  const messages = facts.contacts.filter(({ kind, queueId }) => kind === "message" && facts.queueIds.has(queueId));
  const back = new Set([...callbacks, ...messages].map(({ contactId }) => contactId));
  const closings = facts.contacts.map((contact) => closingOf(contact, back, signSteadyMs));
  const bodies = [...closings.flatMap(({ bodies: own }) => own), ...facts.agents.map(leaving)];
  const first = (last?.sequence ?? 0) + 1;
  const agents = isFresh ? facts.agents : [];
  return {
    steadyMs,
    nextSequence: first + bodies.length,
    draft: {
      tenantId,
      fence,
      atMs: nowMs,
      events: bodies.map((body, index) => ({
        sequence: first + index,
        atMs: signAtMs,
        steadyMs: signSteadyMs,
        body,
      })),
      contacts: new Map(closings.map(({ contactId, row }) => [contactId, row])),
      agents: new Map(facts.agents.map(({ agentId }) => [agentId, null])),
      asked: [],
      closedCallbacks: facts.callbacks.flatMap((one) =>
        back.has(one.contactId) ? [] : [{ contactId: one.contactId, outcome: outcomeOf(facts, one) }],
      ),
      commands: [],
    },
    input: {
      input: "restored",
      paces: facts.paces,
      callbacks: [...callbacks.map(({ place }) => place), ...messagePlaces(facts, messages, callbacks)],
      agents: restoreAgents(facts, agents),
    },
    callbacks,
    agents,
    messages,
    atDesk: facts.atDesk,
  };
}

/** A dialled callback has had its call; one whose queue is gone has no queue to wait in. */
function comesBack({ queueIds }: StoredAcdState, { isDialled, place }: CallbackFact): boolean {
  return !isDialled && queueIds.has(place.queueId);
}

function outcomeOf(facts: StoredAcdState, callback: CallbackFact): ContactOutcome {
  const contact = facts.contacts.find(({ contactId }) => contactId === callback.contactId);
  return contact === undefined ? "system-restart" : endOf(contact);
}

/** A connected caller was served: the talk counts, and the call's record shows that it was cut off. */
function endOf({ state, kind, agentId }: ContactRow): ContactOutcome {
  if (state === "connected") return "answered";
  return kind === "callback" && agentId === null ? "callback-expired" : "system-restart";
}

function closingOf(
  contact: ContactRow,
  back: ReadonlySet<string>,
  signSteadyMs: number,
): {
  readonly contactId: string;
  readonly row: ContactRow | null;
  readonly bodies: readonly QueueEventBody[];
} {
  const { contactId, queueId, enteredMs, connectedMs, state } = contact;
  if (back.has(contactId)) {
    const row: ContactRow = { ...contact, state: "waiting", agentId: null, callId: null };
    const bodies = state === "waiting" ? [] : [{ kind: "contact.returned", contactId, queueId } as const];
    return { contactId, row, bodies };
  }
  const talkedFromMs = state === "connected" ? connectedMs : null;
  const closed: QueueEventBody = {
    kind: "contact.closed",
    contactId,
    queueId,
    outcome: endOf(contact),
    waitedMs: Math.max(0, (talkedFromMs ?? signSteadyMs) - enteredMs),
    talkMs: talkedFromMs === null ? null : Math.max(0, signSteadyMs - talkedFromMs),
    holdMs: talkedFromMs === null ? null : 0,
  };
  return { contactId, row: null, bodies: [closed] };
}

/** The reason in the log for an agent whose switch died. */
const RESTART_REASON = "system-restart";

function leaving({ agentId }: StoredAgentState): QueueEventBody {
  return { kind: "agent.changed", agentId, state: "logged-out", reason: RESTART_REASON, contactId: null };
}

function restoreAgents({ contacts }: StoredAcdState, agents: readonly StoredAgentState[]): readonly RestoredAgent[] {
  const known = new Map(contacts.map((contact) => [contact.contactId, contact]));
  return agents.map(({ agentId, contactId, held }) => {
    const contact = contactId === null ? undefined : known.get(contactId);
    // The message that the agent was answering waits again, for this agent first: there is no wrap-up.
    const state = contact?.kind === "message" && held.state.is === "talking" ? FREE : held.state;
    return { ...held, state, agentId, queueId: contact?.queueId ?? null };
  });
}

const FREE = { is: "available" } as const;

/** Messages at their old places, after callbacks with earlier tickets. */
function messagePlaces(
  { sticky }: StoredAcdState,
  messages: readonly ContactRow[],
  callbacks: readonly CallbackFact[],
): readonly CallbackRow["place"][] {
  const after = callbacks.reduce((most, { place }) => Math.max(most, place.ticket), 0);
  return messages.map(({ contactId: id, queueId, agentId, joinedMs, enteredMs, priority }, nth) => ({
    id,
    queueId,
    priority,
    kind: "message",
    joinedAtMs: joinedMs,
    enteredAtMs: enteredMs,
    rankMs: joinedMs - priority * PRIORITY_WORTH_MS,
    ticket: after + 1 + nth,
    needs: [],
    // The agent who was answering is offered the message first, else the agent of the last contact.
    stickyAgentId: agentId ?? sticky.get(id) ?? null,
    visited: [queueId],
    holdMs: null,
  }));
}
