import { sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { decodeText } from "../../../messaging/sms/index.ts";

/** An inbound message with a due webhook request. */
export interface DueQuestion {
  readonly inboundId: string;
  readonly tenantId: string;
  readonly code: string;
}

/** Maximum number of attempts. */
const TRIES_MAX = 3;

/** Takes due requests, round-robin over call centres, with a lease of one minute; `going` lists the call centre of each active request. */
export async function takeQuestions(
  db: Database,
  {
    at,
    limit,
    each,
    going,
  }: { readonly at: Date; readonly limit: number; readonly each: number; readonly going: readonly string[] },
): Promise<readonly DueQuestion[]> {
  const { rows } = await sql<DueQuestion>`
    select inbound_id, tenant_id, code from claim_sms_questions(
      ${at}::timestamptz, ${limit}::int, ${each}::int, ${going}::uuid[], ${TRIES_MAX}::int)`.execute(db);
  return rows;
}

/** The message and its webhook; null if the number has no webhook any more. */
export interface WrittenMessage {
  readonly sender: string;
  readonly text: string;
  readonly parts: number;
  /** Whether all segments have arrived. */
  readonly isWhole: boolean;
  readonly receivedAtMs: number;
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly fallback: { readonly url: string; readonly method: "GET" | "POST" } | null;
}

/** Reads the message of a request with the webhooks of its number. */
export async function writtenMessage(
  trx: DatabaseTransaction,
  { inboundId, code }: DueQuestion,
): Promise<WrittenMessage | null> {
  const first = await trx.selectFrom("smsInbound").selectAll().where("id", "=", inboundId).executeTakeFirst();
  const hook = await trx.selectFrom("numberHook").selectAll().where("code", "=", code).executeTakeFirst();
  if (first === undefined || hook === undefined || hook.smsUrl === null) return null;
  const { reference, total, senderId, sender, receivedAt } = first;
  const isLong = reference !== null && total !== null && total > 1;
  const others = isLong
    ? await trx
        .selectFrom("smsInbound")
        .select(["place", "coding", "payload"])
        .where("senderId", "=", senderId)
        .where("sender", "=", sender)
        .where("reference", "=", reference)
        .where("total", "=", total)
        .where(
          sql<boolean>`received_at between ${receivedAt}::timestamptz - interval '10 minutes' and ${receivedAt}::timestamptz + interval '10 minutes'`,
        )
        .orderBy("place")
        .limit(total)
        .execute()
    : [first];
  const method = (text: string): "GET" | "POST" => (text === "GET" ? "GET" : "POST");
  const text = others.map(({ coding, payload }) => decodeText(codingOf(coding), payload)).join("");
  return {
    sender,
    text,
    parts: others.length,
    isWhole: !isLong || others.length >= total,
    receivedAtMs: receivedAt.getTime(),
    url: hook.smsUrl,
    method: method(hook.smsMethod),
    fallback:
      hook.smsFallbackUrl === null ? null : { url: hook.smsFallbackUrl, method: method(hook.smsFallbackMethod) },
  };
}

const codingOf = (coding: string): "gsm" | "latin1" | "ucs2" =>
  coding === "gsm" || coding === "ucs2" ? coding : "latin1";

/** Stores the result of a request; a request that waits for segments becomes due again. */
export async function settleQuestion(
  db: Database,
  { tenantId, inboundId }: DueQuestion,
  to:
    | { readonly state: "answered" | "failed"; readonly error: number | null; readonly at: Date }
    | { readonly state: "waiting"; readonly dueAt: Date },
): Promise<void> {
  const change =
    to.state === "waiting" ? { dueAt: to.dueAt, tries: 0 } : { state: to.state, error: to.error, doneAt: to.at };
  await inTenant(db, tenantId, (trx) =>
    trx
      .updateTable("smsQuestion")
      .set(change)
      .where("inboundId", "=", inboundId)
      .where("state", "=", "waiting")
      .execute(),
  );
}
