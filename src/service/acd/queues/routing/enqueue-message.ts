import { WRITTEN_MAX, WRITTEN_PER_QUEUE_MAX } from "../queue-rules.ts";
import { type AcdState, contactOf, queueOf } from "./acd-state.ts";
import type { Contact } from "./contact.ts";
import type { Draft } from "./draft.ts";
import { entered } from "./enqueue-call.ts";
import type { QueueInput } from "./queue-input.ts";
import { valuesOf } from "./sorted.ts";

type Wrote = Extract<QueueInput, { readonly input: "wrote" }>;

/**
 * A message waits in a queue like any contact, from its own instant on, since it may have waited for the ACD. It occupies no trunk channel, so that a queue
 * that is full of callers, empty or closed to them accepts it; a removed one does not. The capacity is checked before messages are passed
 * (`roomForMessages`), so that no passed message is lost.
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

/** The capacity for messages in a state: in total, and in each queue that has any. */
export interface MessageRoom {
  readonly all: number;
  readonly queues: readonly { readonly queueId: string; readonly room: number }[];
}

/**
 * The capacity for messages now, beside `given` that were passed and may not have been processed; further ones wait in the database, and do not occupy the
 * capacity of callers.
 */
export function roomForMessages(acdState: AcdState, given: number): MessageRoom {
  const all = Math.max(0, WRITTEN_MAX - acdState.written - given);
  const queues = valuesOf(acdState.queues).flatMap(({ rules, isShut, written }) => {
    const room = Math.min(all, WRITTEN_PER_QUEUE_MAX - written);
    return isShut || room <= 0 ? [] : [{ queueId: rules.id, room }];
  });
  return { all, queues };
}
