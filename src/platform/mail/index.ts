/** Mail: queued in the transaction that caused it, sent from the outbox, stored in a local mailbox. */
export { linkToken } from "./link-token.ts";
export { type MailRoute, mailSender } from "./mail.effects.ts";
export { countLinkMails, type MailDraft, queueMail } from "./mail.store.ts";
export { harmlessParams, mailText } from "./mail-text.ts";
export { type CompanyMessage, NOTIFIED_PEOPLE_MAX, type NotifyCompany, type NotifyPeople } from "./notify-company.ts";
