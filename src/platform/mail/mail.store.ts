import { sql } from "kysely";
import type { Clock, IdSource } from "../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../database/index.ts";
import { addToOutbox } from "../outbox/index.ts";

/** Longest subject of a mail, in characters. */
export const MAIL_SUBJECT_MAX = 200;
/** Longest text of a mail, in characters. */
export const MAIL_TEXT_MAX = 20_000;

/** A mail to be sent, as plain text in the receiver's language. */
export interface MailDraft {
  /** The same key is sent once. */
  readonly dedupeKey: string;
  readonly toPersonId: string | null;
  readonly toAddress: string;
  readonly locale: "id" | "en";
  readonly subject: string;
  readonly bodyText: string;
  /** The company it is about; none for a person's own matter. */
  readonly organisationId?: string;
  readonly attachmentFileId?: string;
}

/** Queues a mail in the caller's transaction; a second mail with the same key is left out. */
export async function queueMail(
  trx: Database | DatabaseTransaction,
  world: { readonly clock: Clock; readonly ids: IdSource },
  draft: MailDraft,
): Promise<void> {
  const id = world.ids.next();
  const added = await trx
    .insertInto("mailMessage")
    .values({
      ...draft,
      organisationId: draft.organisationId ?? null,
      attachmentFileId: draft.attachmentFileId ?? null,
      id,
      createdAt: new Date(world.clock.nowMs()),
    })
    .onConflict((conflict) => conflict.column("dedupeKey").doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n) return;
  await addToOutbox(trx, world, { kind: "mail.send", subjectId: id, payload: { mailId: id } });
}

/** Mails newest first: all of them, or one person's. */
export async function listMail(
  db: Database,
  query: { readonly personId?: string; readonly limit: number; readonly offset: number },
) {
  let base = db.selectFrom("mailMessage");
  if (query.personId !== undefined) base = base.where("toPersonId", "=", query.personId);
  const items = await base
    .select(["id", "toAddress", "subject", "bodyText", "createdAt", "state", "attachmentFileId"])
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const count = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return { total: count.total, items };
}
