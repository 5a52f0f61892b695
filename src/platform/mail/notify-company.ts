import type { Database, DatabaseTransaction } from "../database/index.ts";
import type { Locale, TextParams } from "../texts/index.ts";

/** One message to every user who acts for a company. */
export interface CompanyMessage {
  readonly organisationId: string;
  /** Key below `mail`, with a `subject` and a `body` in both languages. */
  readonly template: string;
  /** Parameters of the template; `name` is the recipient's own unless given. A function for values that differ by language. */
  readonly params: TextParams | ((locale: Locale) => TextParams);
  /** Key of the event: each recipient gets at most one mail per key. */
  readonly dedupeKey: string;
  readonly attachmentFileId?: string;
  /** The user who caused the event and gets no mail. */
  readonly exceptPersonId?: string;
}

/** Queues a message for each user of a company in the caller's transaction; implemented by the people module and injected by the process. */
export type NotifyCompany = (trx: Database | DatabaseTransaction, message: CompanyMessage) => Promise<void>;

/** Maximum number of recipients of one message. */
export const NOTIFIED_PEOPLE_MAX = 100;

/** One message to users by their ids, at most `NOTIFIED_PEOPLE_MAX` of them. */
export interface PeopleMessage extends Pick<CompanyMessage, "template" | "params" | "dedupeKey"> {
  readonly personIds: readonly string[];
}

/** Queues a message for each given user in the caller's transaction; implemented by the people module and injected by the process. */
export type NotifyPeople = (trx: Database | DatabaseTransaction, message: PeopleMessage) => Promise<void>;
