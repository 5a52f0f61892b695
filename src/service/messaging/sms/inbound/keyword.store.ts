import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** Limit of keywords of one call centre. */
const KEYWORDS_MAX = 200;

/** Keywords of the transaction's call centre, by number and word. */
export async function listKeywords(trx: DatabaseTransaction) {
  return trx
    .selectFrom("smsKeyword as k")
    .innerJoin("smsSender as s", "s.id", "k.senderId")
    .select(["k.id", "k.senderId", "s.value as sender", "k.word", "k.answer", "k.createdAt"])
    .where("s.endedAt", "is", null)
    .orderBy(sql`lower(s.value)`)
    .orderBy("k.word")
    .limit(KEYWORDS_MAX)
    .execute();
}

/** Inserts a keyword, unless the limit is reached or the number does not exist. */
export async function insertKeyword(
  trx: DatabaseTransaction,
  row: {
    readonly id: string;
    readonly tenantId: string;
    readonly senderId: string;
    readonly word: string;
    readonly answer: string;
    readonly createdBy: string;
    readonly createdAt: Date;
  },
): Promise<"done" | "sms-keyword-limit" | "no-such-sms-sender"> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms keyword ${row.tenantId}`}, 0))`.execute(trx);
  // Counts those that the list shows: keywords of ended numbers do not count.
  const known = await listKeywords(trx);
  if (known.length >= KEYWORDS_MAX) return "sms-keyword-limit";
  const sender = await trx
    .selectFrom("smsSender")
    .select("id")
    .where("id", "=", row.senderId)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  if (sender === undefined) return "no-such-sms-sender";
  await trx.insertInto("smsKeyword").values(row).execute();
  return "done";
}

/** Whether a keyword has an automatic reply at a number. */
export async function hasKeyword(
  trx: DatabaseTransaction,
  { senderId, word }: { readonly senderId: string; readonly word: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom("smsKeyword")
    .select("id")
    .where("senderId", "=", senderId)
    .where("word", "=", word)
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes a keyword; false when it does not exist. */
export async function deleteKeyword(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const done = await trx.deleteFrom("smsKeyword").where("id", "=", id).executeTakeFirst();
  return done.numDeletedRows === 1n;
}
