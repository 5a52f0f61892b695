import { type SelectQueryBuilder, sql } from "kysely";
import type { DB } from "../../../db/generated/schema.ts";
import type { Clock, IdSource } from "../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../database/index.ts";
import { addToOutbox, retryEffects } from "../outbox/index.ts";
import type { MailState } from "./delivery.ts";

/** Longest subject of a mail, in characters. */
export const MAIL_SUBJECT_MAX = 200;
/** Longest text of a mail, in characters. */
export const MAIL_TEXT_MAX = 20_000;

/** A mail to send, as plain text in the recipient's language. */
export interface MailDraft {
  /** Given when the id must be known in advance, as for a mail with a one-time link. */
  readonly id?: string;
  /** At most one mail is sent per key. */
  readonly dedupeKey: string;
  readonly toPersonId: string | null;
  readonly toAddress: string;
  readonly locale: "id" | "en";
  readonly subject: string;
  readonly bodyText: string;
  /** The company that the mail is about; absent for a personal matter. */
  readonly organisationId?: string;
  readonly attachmentFileId?: string;
  /** The URL to which the mail's one-time token is appended; it replaces `{link}` in the text. */
  readonly secretLink?: string;
}

/** Queues a mail in the caller's transaction; skips a second mail with the same key. */
export async function queueMail(
  trx: Database | DatabaseTransaction,
  world: { readonly clock: Clock; readonly ids: IdSource },
  draft: MailDraft,
): Promise<void> {
  const id = draft.id ?? world.ids.next();
  const added = await trx
    .insertInto("mailMessage")
    .values({
      ...draft,
      organisationId: draft.organisationId ?? null,
      attachmentFileId: draft.attachmentFileId ?? null,
      secretLink: draft.secretLink ?? null,
      id,
      createdAt: new Date(world.clock.nowMs()),
    })
    .onConflict((conflict) => conflict.column("dedupeKey").doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n) return;
  await addToOutbox(trx, world, { kind: "mail.send", subjectId: id, payload: { mailId: id } });
}

/** Number of mails with a one-time link to an address since `since`. */
export async function countLinkMails(
  trx: DatabaseTransaction,
  query: { readonly address: string; readonly since: Date },
): Promise<number> {
  const { count } = await trx
    .selectFrom("mailMessage")
    .select(sql<number>`count(*)`.as("count"))
    .where(sql`lower(to_address)`, "=", query.address.toLowerCase())
    .where("createdAt", ">", query.since)
    .where("secretLink", "is not", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** A mail with the data that sending needs. */
export async function findMail(db: Database, id: string) {
  return db
    .selectFrom("mailMessage as m")
    .leftJoin("storedFile as f", "f.id", "m.attachmentFileId")
    .select(["m.id", "m.toAddress", "m.locale", "m.subject", "m.bodyText", "m.secretLink", "m.state", "m.createdAt"])
    .select(["f.sha256", "f.originalName"])
    .where("m.id", "=", id)
    .executeTakeFirst();
}

/** Records one attempt and its result. */
export async function markMail(
  db: Database,
  mark: { readonly id: string; readonly state: MailState; readonly at: Date; readonly answer: string | null },
): Promise<void> {
  const { id, state, at, answer } = mark;
  const isThere = state === "sent" || state === "in-mailbox";
  await db
    .updateTable("mailMessage")
    .set((eb) => ({
      state,
      attempts: eb("attempts", "+", 1),
      lastAttemptAt: at,
      lastError: answer,
      ...(isThere ? { sentAt: at } : {}),
    }))
    .where("id", "=", id)
    .execute();
}

interface Paging {
  readonly limit: number;
  readonly offset: number;
}

/** Mails newest first: all of them, or those of one user. */
export async function listMail(db: Database, query: Paging & { readonly personId?: string }) {
  let base = db.selectFrom("mailMessage");
  if (query.personId !== undefined) base = base.where("toPersonId", "=", query.personId);
  return mailPage(base, query);
}

/** Mails in one of `states`, newest first. */
export async function listDeliveries(db: Database, query: Paging & { readonly states: readonly MailState[] }) {
  return mailPage(db.selectFrom("mailMessage").where("state", "in", [...query.states]), query);
}

async function mailPage(base: SelectQueryBuilder<DB, "mailMessage", object>, { limit, offset }: Paging) {
  const items = await base
    .select(["id", "toAddress", "locale", "subject", "bodyText", "secretLink", "createdAt", "readAt"])
    .select(["state", "attempts", "lastError", "lastAttemptAt", "sentAt"])
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .offset(offset)
    .execute();
  const count = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return { total: count.total, items };
}

/** Number of unread messages of a user. */
export async function countUnread(db: Database, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom("mailMessage")
    .select(sql<number>`count(*)`.as("count"))
    .where("toPersonId", "=", personId)
    .where("readAt", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks one message of a user as read, or all of them. Returns the number of messages that matched, read or unread. */
export async function markRead(
  db: Database,
  options: { readonly personId: string; readonly id?: string; readonly at: Date },
): Promise<number> {
  let base = db
    .updateTable("mailMessage")
    .set((eb) => ({ readAt: eb.fn.coalesce("readAt", eb.val(options.at)) }))
    .where("toPersonId", "=", options.personId);
  base = options.id === undefined ? base.where("readAt", "is", null) : base.where("id", "=", options.id);
  const marked = await base.executeTakeFirst();
  return Number(marked.numUpdatedRows);
}

/** Returns a waiting or failed mail to the queue for immediate delivery. False when there is none in such a state. */
export async function queueAgain(
  trx: DatabaseTransaction,
  world: { readonly clock: Clock; readonly ids: IdSource },
  id: string,
): Promise<boolean> {
  const again = await trx
    .updateTable("mailMessage")
    .set({ state: "queued" })
    .where("id", "=", id)
    .where("state", "in", ["deferred", "failed"])
    .executeTakeFirst();
  if (again.numUpdatedRows !== 1n) return false;
  const reopened = await retryEffects(trx, id);
  if (reopened === 0) await addToOutbox(trx, world, { kind: "mail.send", subjectId: id, payload: { mailId: id } });
  return true;
}
