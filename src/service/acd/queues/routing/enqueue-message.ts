import { WRITTEN_MAX, WRITTEN_PER_QUEUE_MAX } from "../queue-rules.ts";
import { type AcdState, contactOf, queueOf } from "./acd-state.ts";
import type { Contact } from "./contact.ts";
import type { Draft } from "./draft.ts";
import { entered } from "./enqueue-call.ts";
import type { QueueInput } from "./queue-input.ts";
import { valuesOf } from "./sorted.ts";

type Wrote = Extract<QueueInput, { readonly input: "wrote" }>;

/**
 * Somebody wrote to the call centre and waits in a queue like everybody else, from the instant of his message on: it may have waited for a
 * floor. Nobody holds a line for it, so a queue that is full of callers, empty or closed to them takes it; one that is gone does not. How
 * many may be here is judged before they are given (`roomForMessages`): nothing that was given is ever lost.
 */
export function wrote(draft: Draft, { contactId, queueId, stickyAgentId, joinedAtMs: wroteAtMs }: Wrote): Draft {
  const { floor } = draft;
  const queue = queueOf(floor, queueId);
  if (queue === undefined || queue.isShut || contactOf(floor, contactId) !== undefined) return draft;
  const { nowMs, nextTicket, priorityWorthMs } = floor;
  const { priority } = queue.rules;
  const joinedAtMs = Math.min(wroteAtMs, nowMs);
  const contact: Contact = {
    id: contactId,
    kind: "message",
    queueId,
    joinedAtMs,
    enteredAtMs: nowMs,
    priority,
    rankMs: joinedAtMs - priority * priorityWorthMs,
    ticket: nextTicket,
    needs: [],
    stickyAgentId,
    waitMaxMs: null,
    tellEveryMs: null,
    heldFor: null,
    holdMs: null,
    visited: [],
    state: { is: "waiting" },
    entry: null,
    told: null,
    tellAtMs: null,
    classKey: null,
    dueMs: Number.POSITIVE_INFINITY,
  };
  return entered({ ...draft, floor: { ...floor, nextTicket: nextTicket + 1 } }, contact, queueId);
}

/** Room for messages on a floor: in all, and in each queue that has any. */
export interface MessageRoom {
  readonly all: number;
  readonly queues: readonly { readonly queueId: string; readonly room: number }[];
}

/**
 * How many messages a floor takes now, besides `given` that it was given and may not have looked at; more of them wait outside, and take no
 * caller's place there either.
 */
export function roomForMessages(acdState: AcdState, given: number): MessageRoom {
  const all = Math.max(0, WRITTEN_MAX - acdState.written - given);
  const queues = valuesOf(acdState.queues).flatMap(({ rules, isShut, written }) => {
    const room = Math.min(all, WRITTEN_PER_QUEUE_MAX - written);
    return isShut || room <= 0 ? [] : [{ queueId: rules.id, room }];
  });
  return { all, queues };
}
