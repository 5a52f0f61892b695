import { sql } from "kysely";
import { type DatabaseTransaction, databaseFault } from "../../../../platform/database/index.ts";

/** Words of one call centre at the most. */
const KEYWORDS_MAX = 200;

/** The words of the transaction's call centre that are answered, by number and word. */
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

/** Adds a word, unless the call centre has as many as it may, or no such number. */
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
  // Those that the list shows: words of numbers that were ended take no room.
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

/** Whether a word is answered by itself when somebody writes it to a number. */
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

/** Takes a word away; false when there is none. */
export async function deleteKeyword(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const done = await trx.deleteFrom("smsKeyword").where("id", "=", id).executeTakeFirst();
  return done.numDeletedRows === 1n;
}

/** True when the number has such a word already. */
export function isKeywordTaken(error: unknown): boolean {
  return databaseFault(error)?.constraint === "sms_keyword_once";
}
