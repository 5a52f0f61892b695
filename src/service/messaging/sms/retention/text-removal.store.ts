import { sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import { decodeText } from "../intake/draft-message.ts";
import { type DigestedText, textDigest } from "../intake/text-digest.effects.ts";

interface TextRow {
  readonly tenantId: string;
  readonly messageId: string;
  readonly coding: "gsm" | "ucs2";
  readonly payloads: readonly Buffer[];
}

/**
 * Deletes the texts of up to `limit` messages of a priority that ended before a moment, and stores their digests; returns how many. Locked messages follow with
 * the next batch.
 */
export async function takeTexts(
  db: Database,
  asked: { readonly priority: number; readonly finalBefore: Date; readonly limit: number; readonly key: Buffer },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const due = await sql<TextRow>`${sql.raw(PREPARED)}
      select tenant_id, message_id, coding, payloads from lock_sms_texts(
        ${asked.priority}::int, ${asked.finalBefore}::timestamptz, ${asked.limit}::int)`.execute(trx);
    for (const [tenantId, own] of Map.groupBy(due.rows, (row) => row.tenantId)) {
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      await leaveDigests(trx, own.map(textOf), asked.key);
    }
    return due.rows.length;
  });
}

function textOf({ messageId, coding, payloads }: Omit<TextRow, "tenantId">): DigestedText {
  return { messageId, text: payloads.map((payload) => decodeText(coding, payload)).join("") };
}

/** Deletes the text of one message of the transaction's call centre, once the message has ended. */
export async function takeTextOf(
  trx: DatabaseTransaction,
  { id, key }: { readonly id: string; readonly key: Buffer },
): Promise<"taken" | "no-such-message" | "not-over"> {
  const message = await trx
    .selectFrom("smsMessage")
    .select(["coding", "finalAt", "textDigest"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (message === undefined) return "no-such-message";
  if (message.finalAt === null) return "not-over";
  if (message.textDigest !== null) return "taken";
  const parts = await trx
    .selectFrom("smsSegment")
    .select("payload")
    .where("messageId", "=", id)
    .orderBy("sequence")
    .execute();
  const coding = message.coding === "gsm" ? "gsm" : "ucs2";
  const payloads = parts.map(({ payload }) => payload);
  await leaveDigests(trx, [textOf({ messageId: id, coding, payloads })], key);
  return "taken";
}

async function leaveDigests(trx: DatabaseTransaction, texts: readonly DigestedText[], key: Buffer): Promise<void> {
  const ids = texts.map(({ messageId }) => messageId);
  const digests = texts.map((one) => textDigest(key, one));
  await sql`${sql.raw(PREPARED)}
    update sms_message m set text_digest = g.d from unnest(${ids}::uuid[], ${digests}::bytea[]) as g(i, d)
    where m.id = g.i and m.final_at is not null`.execute(trx);
  await sql`${sql.raw(PREPARED)}
    update sms_segment set payload = '' where message_id = any (${ids}::uuid[]) and final_at is not null`.execute(trx);
}

/** Deletes texts that recipients sent before a moment; returns how many. */
export async function takeInboundTexts(
  db: Database,
  { receivedBefore, limit }: { readonly receivedBefore: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_sms_inbound_texts(${receivedBefore}::timestamptz, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Deletes idempotency keys with the digests of their requests; returns how many. */
export async function forgetRequests(
  db: Database,
  { createdBefore, limit }: { readonly createdBefore: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_sms_requests(${createdBefore}::timestamptz, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The digest of a message of the transaction's call centre: null while the text itself is stored, undefined without such a message. */
export async function digestOf(trx: DatabaseTransaction, id: string): Promise<Buffer | null | undefined> {
  const row = await trx.selectFrom("smsMessage").select("textDigest").where("id", "=", id).executeTakeFirst();
  return row?.textDigest;
}
