import type { Contact } from "./contact.ts";
import type { Draft } from "./draft.ts";
import { entered } from "./entering.ts";
import { contactOf, queueOf } from "./floor.ts";
import type { QueueInput } from "./queue-input.ts";

type Wrote = Extract<QueueInput, { readonly input: "wrote" }>;

/**
 * Somebody wrote to the call centre and waits in a queue like everybody else, from the instant of his message on: it may have waited for a
 * floor. Nobody holds a line for it, so a queue that is full of callers, empty or closed to them takes it; one that is gone does not.
 */
export function wrote(draft: Draft, { contactId, queueId, stickyAgentId, joinedAtMs: wroteAtMs }: Wrote): Draft {
  const { floor } = draft;
  const queue = queueOf(floor, queueId);
  if (queue === undefined || queue.isShut || contactOf(floor, contactId) !== undefined) return draft;
  const { nowMs, nextTicket, priorityWorthMs } = floor;
  const { priority } = queue.rules;
  const joinedAtMs = Math.min(wroteAtMs, nowMs);
  const contact: Contact = {
    ...{ id: contactId, kind: "message", queueId, joinedAtMs, enteredAtMs: nowMs, priority },
    ...{ rankMs: joinedAtMs - priority * priorityWorthMs, ticket: nextTicket, needs: [], stickyAgentId },
    ...{ waitMaxMs: null, tellEveryMs: null, heldFor: null, holdMs: null, visited: [] },
    ...{ state: { is: "waiting" }, entry: null, told: null, tellAtMs: null },
    ...{ classKey: null, dueMs: Number.POSITIVE_INFINITY },
  };
  return entered({ ...draft, floor: { ...floor, nextTicket: nextTicket + 1 } }, contact, queueId);
}
