import { type AcdState, contactOf, queueOf } from "./acd-state.ts";
import { type Contact, comparePlaces, type WaitEstimate } from "./contact.ts";
import { type Draft, setContact, withEffects } from "./draft.ts";
import { announcementIntervalMs } from "./due.ts";
import { estimateWaitMs } from "./service-rate.ts";
import { countBefore } from "./sorted.ts";

/**
 * The estimate for a caller: the position in the queue, and the wait by the queue's service rate. While the position does not change and no agent stops
 * working, it never exceeds the previous estimate; time alone does not make it worse.
 */
function outlookOf(acdState: AcdState, contact: Contact): WaitEstimate | null {
  const queue = queueOf(acdState, contact.queueId);
  if (queue === undefined || contact.state.is === "connected") return null;
  const position = countBefore(queue.line, contact, comparePlaces) + 1;
  const { atWork } = queue;
  const paced = estimateWaitMs(queue.pace, position, atWork);
  const before = contact.told ?? contact.entry;
  const mayRise = before === null || before.waitMs === null || position > before.position || atWork < before.atWork;
  const waitMs = mayRise || before.waitMs === null ? paced : Math.min(before.waitMs, paced ?? before.waitMs);
  return { position, waitMs, atWork };
}

/** Announces the position to a caller and sets the next announcement. */
export function announceWait(draft: Draft, contact: Contact): Draft {
  const { floor } = draft;
  const rules = queueOf(floor, contact.queueId)?.rules;
  const everyMs = rules === undefined ? 0 : announcementIntervalMs(contact, rules);
  const outlook = outlookOf(floor, contact);
  const tellAtMs = everyMs > 0 ? floor.nowMs + everyMs : null;
  if (outlook === null || tellAtMs === null) return setContact(draft, { ...contact, tellAtMs: null });
  const { position, waitMs } = outlook;
  return withEffects(setContact(draft, { ...contact, told: outlook, tellAtMs }), {
    effect: "tell",
    contactId: contact.id,
    position,
    waitMs,
  });
}

/** Stores the estimate of a contact as it enters its queue, for the later comparison with its real wait. */
export function noteEntry(draft: Draft, contactId: string): Draft {
  const contact = contactOf(draft.floor, contactId);
  if (contact === undefined) return draft;
  const entry = outlookOf(draft.floor, { ...contact, entry: null, told: null });
  return setContact(draft, { ...contact, entry, told: null });
}
