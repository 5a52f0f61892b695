import { contactOf, queueOf } from "../routing/acd-state.ts";
import type { Contact } from "../routing/contact.ts";
import { type Draft, recorded, setContact } from "../routing/draft.ts";
import { mayHold } from "../routing/enqueue-call.ts";
import type { QueueInput } from "../routing/queue-input.ts";

/** How long a callback of an agent waits for that agent alone before any agent of its queue may take it. */
export const PROMISE_HOLD_MS = 10 * 60_000;

type Planned = Extract<QueueInput, { readonly input: "planned" }>;

/**
 * A scheduled callback begins to wait, as if its caller had joined now and requested a callback. Since it was promised, a queue that is full or closed to
 * callers accepts it; a removed one does not.
 */
export function planned(draft: Draft, { contactId, queueId, forAgentId: agentId }: Planned): Draft {
  const { floor } = draft;
  const queue = queueOf(floor, queueId);
  if (queue === undefined || queue.isShut || contactOf(floor, contactId) !== undefined) return draft;
  const { nowMs, nextTicket, priorityWorthMs } = floor;
  const priority = queue.rules.priority;
  const contact: Contact = {
    id: contactId,
    kind: "callback",
    queueId,
    joinedAtMs: nowMs,
    enteredAtMs: nowMs,
    priority,
    rankMs: nowMs - priority * priorityWorthMs,
    ticket: nextTicket,
    needs: [],
    waitMaxMs: null,
    tellEveryMs: null,
    stickyAgentId: agentId,
    heldFor: null,
    holdMs: agentId === null ? null : PROMISE_HOLD_MS,
    visited: [queueId],
    state: { is: "waiting" },
    entry: null,
    told: null,
    tellAtMs: null,
    classKey: null,
    dueMs: Number.POSITIVE_INFINITY,
  };
  const isHeld = agentId !== null && mayHold(floor, contact, agentId);
  const ticketed = { ...draft, floor: { ...floor, nextTicket: nextTicket + 1 } };
  const held: Contact = isHeld ? { ...contact, heldFor: agentId } : { ...contact, holdMs: null };
  return recorded(setContact(ticketed, held), { kind: "contact.planned", contactId, queueId, agentId });
}
