import { classOf, contactOf, queueOf, withDue } from "./acd-state.ts";
import type { Contact } from "./contact.ts";
import { type Draft, setContact } from "./draft.ts";
import { isStaffed, mayHold, overflowed } from "./enqueue-call.ts";
import { compareText, find, valuesOf, walk } from "./sorted.ts";

/** Makes offers until no permitted pair is left, and clears the changed classes and agents. */
export type Matcher = (draft: Draft) => Draft;

/** How many contacts leave an unstaffed queue in one step; the rest follow in further steps. */
const LEAVE_AT_ONCE_MAX = 100;

const NO_IDS: ReadonlySet<string> = new Set();

/**
 * Settles the state: no contact waits alone for an agent who left, none stays in a queue without the staffing that its rules require, and no permitted pair is
 * left. It terminates, because a contact overflows into few queues and never into the same one twice.
 */
export function settle(draft: Draft, match: Matcher): Draft {
  let next = draft;
  while (!isAtRest(next)) next = match(emptiedQueues(releasedHolds(next)));
  return next;
}

function isAtRest({ touched: { classes, agents, queues, leavers } }: Draft): boolean {
  return classes.size === 0 && agents.size === 0 && queues.size === 0 && leavers.size === 0;
}

function releasedHolds(draft: Draft): Draft {
  let next: Draft = { ...draft, touched: { ...draft.touched, leavers: NO_IDS } };
  for (const agentId of draft.touched.leavers) {
    for (const key of valuesOf(find(draft.floor.held, agentId, compareText) ?? null)) {
      for (const contact of valuesOf(classOf(draft.floor, key)?.line ?? null))
        if (!mayHold(draft.floor, contact, agentId)) next = setContact(next, { ...contact, heldFor: null });
    }
  }
  return next;
}

function emptiedQueues(draft: Draft): Draft {
  let next: Draft = { ...draft, touched: { ...draft.touched, queues: NO_IDS } };
  for (const queueId of draft.touched.queues) next = emptied(next, queueId);
  return next;
}

/** Overflows the contacts of a queue without the staffing that its rules require; callbacks retain their place. */
export function emptied(draft: Draft, queueId: string): Draft {
  const queue = queueOf(draft.floor, queueId);
  if (queue === undefined || isStaffed(queue, queue.rules.stayWhile)) return draft;
  const leaving: Contact[] = [];
  walk(queue.line, (contactId) => {
    const contact = contactOf(draft.floor, contactId);
    if (contact?.state.is === "waiting" && contact.kind === "call") leaving.push(contact);
    return leaving.length > LEAVE_AT_ONCE_MAX ? "enough" : "on";
  });
  let next = draft;
  for (const contact of leaving.slice(0, LEAVE_AT_ONCE_MAX)) next = overflowed(next, contact, "empty");
  if (leaving.length <= LEAVE_AT_ONCE_MAX) return next;
  const acdState = withDue(next.floor, { dueMs: next.floor.nowMs, of: "queue", id: queueId }, "due");
  return { ...next, floor: acdState };
}
