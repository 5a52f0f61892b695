import { CALLBACK_WAIT_MAX_MS, type QueueRules, WAIT_MAX_MS } from "../queue-rules.ts";
import type { Contact } from "./contact.ts";
import { nextRelaxationMs } from "./legal-pair.ts";

/** When a contact reaches its maximum wait: in its queue, and in total for a caller with an individual limit. */
export function waitLimitMs({ kind, enteredAtMs, joinedAtMs, waitMaxMs, holdMs }: Contact, rules: QueueRules): number {
  // A message occupies no trunk channel: it waits until an agent reads it.
  if (kind === "message") return Number.POSITIVE_INFINITY;
  if (kind === "callback") return enteredAtMs + (holdMs ?? 0) + Math.min(rules.callbackWaitMaxMs, CALLBACK_WAIT_MAX_MS);
  const limitMs = enteredAtMs + Math.min(rules.waitMaxMs, WAIT_MAX_MS);
  return waitMaxMs === null ? limitMs : Math.min(limitMs, joinedAtMs + waitMaxMs);
}

/** The interval of announcements of a contact's position, in milliseconds; 0 = never. Callbacks and messages have no caller on the line. */
export function announcementIntervalMs({ kind, tellEveryMs: own }: Contact, rules: QueueRules): number {
  return kind !== "call" ? 0 : (own ?? rules.tellEveryMs);
}

/** When a caller stops waiting for the preferred agent alone; `Infinity` when never. */
function holdEndMs({ heldFor, holdMs, enteredAtMs }: Contact, { stickyMs }: QueueRules): number {
  return heldFor === null ? Number.POSITIVE_INFINITY : enteredAtMs + (holdMs ?? stickyMs);
}

/** When a contact has to be checked without an input: at the end of its lease, or at its next timed change. */
export function dueMsOf(contact: Contact, rules: QueueRules, nowMs: number): number {
  const { state } = contact;
  if (state.is !== "waiting") return state.untilMs;
  return Math.min(
    waitLimitMs(contact, rules),
    nextRelaxationMs(contact, rules, nowMs),
    holdEndMs(contact, rules),
    contact.tellAtMs ?? Number.POSITIVE_INFINITY,
  );
}

/** Whether a caller no longer waits for the preferred agent alone. */
export function isHoldOver(contact: Contact, rules: QueueRules, nowMs: number): boolean {
  return holdEndMs(contact, rules) <= nowMs;
}
