import type { Agent, AgentState } from "../agents/agent.ts";
import { becameFree } from "../agents/agent-states.ts";
import { agentOf, contactOf, queueOf, withQueue } from "./acd-state.ts";
import { type Contact, comparePlaces } from "./contact.ts";
import { type Draft, setAgent, setContact } from "./draft.ts";
import type { QueueInput } from "./queue-input.ts";
import type { RestoredAgent, RestoredCallback } from "./restored-callback.ts";
import type { QueueServiceRate } from "./service-rate.ts";
import { compareText } from "./sorted.ts";

type Restored = Extract<QueueInput, { readonly input: "restored" }>;

/**
 * Restores service rates, callbacks and agents in one step, so that all of them are present before the first match. A callback retains its join time and its
 * place; later tickets come after all of them.
 */
export function restored(draft: Draft, { paces, callbacks, agents }: Restored): Draft {
  let next = paces.reduce(restoreServiceRate, draft);
  for (const kept of [...callbacks].sort(comparePlaces)) next = callbackRestored(next, kept);
  for (const kept of [...agents].sort((left, right) => compareText(left.agentId, right.agentId)))
    next = agentRestored(next, kept);
  return next;
}

/** Restores the service rate of a queue, so that estimates continue after a change of owner. */
function restoreServiceRate(draft: Draft, { queueId, pace }: QueueServiceRate): Draft {
  const queue = queueOf(draft.floor, queueId);
  return queue === undefined ? draft : { ...draft, floor: withQueue(draft.floor, { ...queue, pace }) };
}

/** A callback whose queue is gone cannot be restored; it is closed where it is stored. */
function callbackRestored(draft: Draft, kept: RestoredCallback): Draft {
  const { floor } = draft;
  if (queueOf(floor, kept.queueId) === undefined || contactOf(floor, kept.id) !== undefined) return draft;
  const holdMs = kept.holdMs ?? null;
  const isHeld = holdMs !== null && kept.enteredAtMs + holdMs > floor.nowMs;
  const contact: Contact = {
    ...kept,
    kind: kept.kind ?? "callback",
    holdMs,
    heldFor: isHeld ? kept.stickyAgentId : null,
    waitMaxMs: null,
    tellEveryMs: null,
    state: { is: "waiting" },
    entry: null,
    told: null,
    tellAtMs: null,
    classKey: null,
    dueMs: Number.POSITIVE_INFINITY,
  };
  const ticketed = { ...draft, floor: { ...floor, nextTicket: Math.max(floor.nextTicket, kept.ticket + 1) } };
  return setContact(ticketed, contact);
}

/**
 * An agent's last state is restored as far as the contact allows: an agent who talked wraps up, to finish the notes; an agent who was rung, was being connected
 * or was in a call outside the queues is available, because that call has ended. A requested next state applies.
 */
function agentRestored(draft: Draft, { agentId, queueId, ...kept }: RestoredAgent): Draft {
  const agent = agentOf(draft.floor, agentId);
  if (agent === undefined || agent.state.is !== "logged-out") return draft;
  // The agent was to be removed as soon as the contact ended.
  if (kept.next?.is === "logged-out") return draft;
  const standing: Agent = { ...agent, ...kept, state: agent.state };
  switch (kept.state.is) {
    case "logged-out":
      return draft;
    case "available":
    case "offered":
    case "connecting":
    case "elsewhere":
      return becameFree(draft, standing, "keeps-place");
    case "talking":
      return afterTalk(draft, standing, { contactId: kept.state.contactId, queueId });
    case "wrap-up":
    case "resting":
    case "paused":
      return untilDue(draft, standing, kept.state);
  }
}

function afterTalk(
  draft: Draft,
  agent: Agent,
  { contactId, queueId }: { readonly contactId: string; readonly queueId: string | null },
): Draft {
  const { nowMs } = draft.floor;
  const served = { ...agent, contacts: agent.contacts + 1, lastContactEndedMs: nowMs };
  const wrapUpMs = queueOf(draft.floor, queueId ?? "")?.rules.wrapUpMs ?? 0;
  if (served.next !== null || wrapUpMs <= 0) return becameFree(draft, served, "to-the-back");
  return setAgent(draft, { ...served, state: { is: "wrap-up", contactId, untilMs: nowMs + wrapUpMs } });
}

/** A timed state that has expired since has ended: a pause by logging out, any other state by becoming ready. */
function untilDue(draft: Draft, agent: Agent, state: Extract<AgentState, { readonly untilMs: number }>): Draft {
  if (state.untilMs > draft.floor.nowMs) return setAgent(draft, { ...agent, state });
  return state.is === "paused" ? draft : becameFree(draft, agent, "to-the-back");
}
