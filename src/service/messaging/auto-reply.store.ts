import { sql } from "kysely";
import type { Result } from "../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { SubmitRefusal } from "./gateway-port.ts";
import { waysToWrite } from "./recipient.shared.ts";

/** Whoever was answered is not answered again for so long. An answer that could not be handed in by then is given up. */
const PAUSE_MS = 3_600_000;
const AT_ONCE_MAX = 50;

/** A message from a recipient that may be answered by itself. */
export interface Answerable {
  readonly inboundId: string;
  readonly tenantId: string;
  /** The number that was written to. */
  readonly senderId: string;
  /** Who wrote, in international form. */
  readonly writer: string;
  readonly word: string;
}

/**
 * Owes the writer an answer where the word has one: one in an hour, whatever he writes, and none to a number of ours, which might answer
 * in its turn. False when nothing is owed.
 */
export async function owesAnswer(trx: DatabaseTransaction, asked: Answerable, nowMs: number): Promise<boolean> {
  const { inboundId, tenantId, senderId, writer, word } = asked;
  const keyword = await trx
    .selectFrom("smsKeyword as k")
    .innerJoin("smsSender as s", "s.id", "k.senderId")
    .select(["k.answer", "s.value as sender"])
    .where("k.senderId", "=", senderId)
    .where("k.word", "=", word)
    .where("s.endedAt", "is", null)
    .executeTakeFirst();
  if (keyword === undefined) return false;
  const ours = await sql`select id from find_sms_sender(${waysToWrite(writer)}::text[])`.execute(trx);
  if (ours.rows.length > 0) return false;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms answer ${tenantId} ${writer}`}, 0))`.execute(trx);
  const [at, since] = [new Date(nowMs), new Date(nowMs - PAUSE_MS)];
  const owed = await sql`
    insert into sms_auto_reply (inbound_id, tenant_id, sender, recipient, answer, created_at)
    select ${inboundId}::uuid, ${tenantId}::uuid, ${keyword.sender}, ${writer}, ${keyword.answer}, ${at}::timestamptz
    where not exists (select from sms_auto_reply r where r.tenant_id = ${tenantId}::uuid and r.recipient = ${writer}
      and r.created_at > ${since}::timestamptz)`.execute(trx);
  return owed.numAffectedRows === 1n;
}

/** An answer that is owed. */
export interface OwedAnswer {
  readonly tenantId: string;
  readonly inboundId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly answer: string;
  readonly createdAt: Date;
}

/** What became of an answer that was handed in; undefined when it could not be taken just now. */
export type HandedIn = Result<null, SubmitRefusal> | undefined;

/**
 * Hands in answers that are owed; tells how many. A process that ends between handing in and noting it hands the answer in again, which
 * must then be taken for the first.
 */
export async function sendAnswers(
  db: Database,
  nowMs: number,
  handIn: (owed: OwedAnswer) => Promise<HandedIn>,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const owed = await sql<OwedAnswer>`select * from lock_waiting_sms_replies(${AT_ONCE_MAX}::int)`.execute(trx);
    let count = 0;
    for (const answer of owed.rows) {
      const isLate = answer.createdAt.getTime() <= nowMs - PAUSE_MS;
      const done = isLate ? ({ ok: false, refusal: "validity-unfit" } as const) : await handIn(answer);
      if (done === undefined) continue;
      count += 1;
      await sql`select set_config('app.tenant', ${answer.tenantId}, true)`.execute(trx);
      await trx
        .updateTable("smsAutoReply")
        .set(done.ok ? { state: "sent" } : { state: "refused", why: done.refusal })
        .where("inboundId", "=", answer.inboundId)
        .execute();
    }
    return count;
  });
}
