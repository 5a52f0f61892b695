import type { Contact } from "./contact.ts";
import { nextStageMs } from "./legal-pair.ts";
import { CALLBACK_WAIT_MAX_MS, type QueueRules, WAIT_MAX_MS } from "./queue-rules.ts";

/** When a contact has waited in its queue as long as it may. */
export function waitLimitMs({ kind, enteredAtMs }: Contact, rules: QueueRules): number {
  return (
    enteredAtMs +
    (kind === "callback"
      ? Math.min(rules.callbackWaitMaxMs, CALLBACK_WAIT_MAX_MS)
      : Math.min(rules.waitMaxMs, WAIT_MAX_MS))
  );
}

/** When a caller stops waiting for his own agent alone; `Infinity` when he does not. */
function holdEndMs({ heldFor, enteredAtMs }: Contact, { stickyMs }: QueueRules): number {
  return heldFor === null ? Number.POSITIVE_INFINITY : enteredAtMs + stickyMs;
}

/** When the floor has to look at a contact by itself: its lease, or the next thing that happens to it merely by time. */
export function dueMsOf(contact: Contact, rules: QueueRules, nowMs: number): number {
  const { state } = contact;
  if (state.is !== "waiting") return state.untilMs;
  return Math.min(
    waitLimitMs(contact, rules),
    nextStageMs(contact, rules, nowMs),
    holdEndMs(contact, rules),
    contact.tellAtMs ?? Number.POSITIVE_INFINITY,
  );
}

/** Whether a caller no longer waits for his own agent alone. */
export function isHoldOver(contact: Contact, rules: QueueRules, nowMs: number): boolean {
  return holdEndMs(contact, rules) <= nowMs;
}
