import { sql } from "kysely";
import type { Result } from "../../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { SubmitRefusal } from "../delivery/gateway-port.ts";
import { waysToWrite } from "../intake/recipient.shared.ts";

/** Whoever was answered is not answered again for so long. An answer that could not be handed in by then is given up. */
const PAUSE_MS = 3_600_000;
/** Answers of one look, and those of one call centre among them. */
const AT_ONCE_MAX = 200;
const OF_CENTRE_MAX = 50;
/** One that could not be taken, or whose process died, is handed in again after this long. */
const AGAIN_MS = 15_000;

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
 * must then be taken for the first. Call centres take turns, and of one whose answers are not taken just now none is handed in before the
 * next look. What goes wrong with one is that one's: the others are handed in all the same.
 */
export async function sendAnswers(
  db: Database,
  nowMs: number,
  handIn: (owed: OwedAnswer) => Promise<HandedIn>,
): Promise<number> {
  const { rows } = await sql<DueAnswer>`
    select * from due_sms_replies(${new Date(nowMs)}::timestamptz, ${OF_CENTRE_MAX}::int, ${AT_ONCE_MAX}::int)`.execute(
    db,
  );
  const later = new Set<string>();
  const faults: unknown[] = [];
  let count = 0;
  for (const due of rows) {
    if (later.has(due.tenantId)) continue;
    try {
      const done = await sendOne(db, { due, nowMs, handIn });
      if (done === "later") later.add(due.tenantId);
      if (done === "done") count += 1;
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, "not all answers that are owed could be handed in");
  return count;
}

interface DueAnswer {
  readonly tenantId: string;
  readonly inboundId: string;
}

async function sendOne(
  db: Database,
  {
    due: { tenantId, inboundId },
    nowMs,
    handIn,
  }: {
    readonly due: DueAnswer;
    readonly nowMs: number;
    readonly handIn: (owed: OwedAnswer) => Promise<HandedIn>;
  },
): Promise<"done" | "later" | "taken"> {
  const owed = await inTenant(db, tenantId, (trx) => takeAnswer(trx, inboundId, nowMs));
  if (owed === undefined) return "taken";
  const isLate = owed.createdAt.getTime() <= nowMs - PAUSE_MS;
  const done = isLate ? ({ ok: false, refusal: "validity-unfit" } as const) : await handIn({ ...owed, tenantId });
  if (done === undefined) return "later";
  await inTenant(db, tenantId, (trx) =>
    trx
      .updateTable("smsAutoReply")
      .set(done.ok ? { state: "sent" } : { state: "refused", why: done.refusal })
      .where("inboundId", "=", inboundId)
      .where("state", "=", "waiting")
      .execute(),
  );
  return "done";
}

/** Takes an answer for one handing in; undefined where another process has. */
async function takeAnswer(trx: DatabaseTransaction, inboundId: string, nowMs: number) {
  return trx
    .updateTable("smsAutoReply")
    .set({ dueAt: new Date(nowMs + AGAIN_MS) })
    .where("inboundId", "=", inboundId)
    .where("state", "=", "waiting")
    .where("dueAt", "<=", new Date(nowMs))
    .returning(["inboundId", "sender", "recipient", "answer", "createdAt"])
    .executeTakeFirst();
}
