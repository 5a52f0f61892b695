/** Mail: queued in the transaction that caused it, sent from the outbox, kept in a local mailbox. */
export { type MailRoute, mailSender } from "./mail.effects.ts";
export { type MailDraft, queueMail } from "./mail.store.ts";
