import { sql } from "kysely";
import type { Result } from "../../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { SubmitRefusal } from "../delivery/gateway-port.ts";
import { waysToWrite } from "../intake/recipient.shared.ts";

/** A sender gets no further automatic reply for this time. A reply that could not be submitted by then is dropped. */
const PAUSE_MS = 3_600_000;
/** Limits of replies in one run: in total, and of one call centre. */
const AT_ONCE_MAX = 200;
const OF_CENTRE_MAX = 50;
/** A reply that was refused for now, or whose process died, is submitted again after this time. */
const AGAIN_MS = 15_000;

/** A message from a recipient that may get an automatic reply. */
export interface Answerable {
  readonly inboundId: string;
  readonly tenantId: string;
  /** The sender id that received the message. */
  readonly senderId: string;
  /** Number of the sender, in international form. */
  readonly writer: string;
  readonly word: string;
}

/**
 * Makes a reply to the sender due if the keyword has one: at most one an hour, whatever the sender writes, and none to a number of this installation, which
 * might reply in turn. False when no reply is due.
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

/** A reply that is due. */
export interface OwedAnswer {
  readonly tenantId: string;
  readonly inboundId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly answer: string;
  readonly createdAt: Date;
}

/** The result of a submitted reply; undefined when it could not be accepted for now. */
export type HandedIn = Result<null, SubmitRefusal> | undefined;

/**
 * Submits due replies; returns how many. A process that ends between submitting and recording submits the reply again, which the intake must then treat as a
 * repetition. Call centres take turns; when one call centre's messages are not accepted at present, it is skipped until the next run. An error of one reply
 * does not stop the others.
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

/** Claims a reply for one submission; undefined when another process has claimed it. */
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
