import type { Database, DatabaseTransaction } from "../database/index.ts";
import type { Locale, TextParams } from "../texts/index.ts";

/** One message to everyone who acts for a company. */
export interface CompanyMessage {
  readonly organisationId: string;
  /** Key below `mail`, with a `subject` and a `body` in both languages. */
  readonly template: string;
  /** What the template needs; `name` is the reader's own unless given. A function where words differ by language. */
  readonly params: TextParams | ((locale: Locale) => TextParams);
  /** What happened, once: each reader gets at most one mail for the same key. */
  readonly dedupeKey: string;
  readonly attachmentFileId?: string;
  /** The one who caused it and needs no telling. */
  readonly exceptPersonId?: string;
}

/** Queues a message for each of a company's people in the caller's transaction; given by the people room through the process. */
export type NotifyCompany = (trx: Database | DatabaseTransaction, message: CompanyMessage) => Promise<void>;

/** Most people who are told of one thing. */
export const NOTIFIED_PEOPLE_MAX = 100;

/** One message to some people by their ids, `NOTIFIED_PEOPLE_MAX` of them at the most. */
export interface PeopleMessage extends Pick<CompanyMessage, "template" | "params" | "dedupeKey"> {
  readonly personIds: readonly string[];
}

/** Queues a message for each of some people in the caller's transaction; given by the people room through the process. */
export type NotifyPeople = (trx: Database | DatabaseTransaction, message: PeopleMessage) => Promise<void>;
