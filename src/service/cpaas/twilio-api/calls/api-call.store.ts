import { sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { CallInstructions, CallOrder } from "../../../flows/call-documents/index.ts";
import type { StatusCallbacks } from "../../../telephony/cdr/index.ts";
import { insertCallCallback } from "./call-callback.store.ts";

/** Maximum number of waiting orders per call centre. */
export const ORDERS_WAITING_MAX = 600;

/** Identifies a repeated request: its idempotency key and the digest of its content. */
export interface RequestMark {
  readonly key: string;
  readonly digest: Buffer;
}

/** A new call order. */
export interface NewOrder extends CallOrder {
  /** A repeated request gets the first response. */
  readonly request: RequestMark | null;
  /** Status callbacks of the call; undefined for none. */
  readonly told?: StatusCallbacks;
}

/** Result of an order: stored, found from an earlier request, or the reason of the refusal. */
export type Ordered =
  | { readonly callId: string; readonly isRepeated: boolean }
  | "request-differs"
  | "too-many-waiting"
  | "no-such-code";

/** Stores an order of the transaction's call centre. */
export async function insertOrder(trx: DatabaseTransaction, order: NewOrder): Promise<Ordered> {
  const earlier = await earlierOrder(trx, order);
  if (earlier !== undefined) return earlier;
  const { tenantId } = order;
  const at = new Date(order.createdAtMs);
  // A single statement saves database round trips, since API clients create many calls.
  const { rows } = await sql<{ readonly isOwn: boolean; readonly waiting: number }>`${sql.raw(PREPARED)}
    with pace as (insert into api_call_pace (tenant_id, counted_at)
      select ${tenantId}::uuid, ${at}::timestamptz where not exists (select from api_call_pace where tenant_id = ${tenantId}::uuid)
      on conflict do nothing)
    select exists (select from service_number n where n.code = ${order.from}) as is_own, (select count(*)::int from (
      select from api_call a where a.state = 'queued' and a.tenant_id = ${tenantId}::uuid limit ${ORDERS_WAITING_MAX}::int) counted) as waiting`.execute(
    trx,
  );
  const [facts] = rows;
  if (facts?.isOwn !== true) return "no-such-code";
  if (facts.waiting >= ORDERS_WAITING_MAX) return "too-many-waiting";
  const inserted = await trx
    .insertInto("apiCall")
    .values(rowOf(order, at))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) {
    const { callId, told: wish = {} } = order;
    if (wish.status !== undefined || wish.recording !== undefined)
      await insertCallCallback(trx, { callId, tenantId, wish, at });
    return { callId, isRepeated: false };
  }
  return (await earlierOrder(trx, order)) ?? "request-differs";
}

/** The order of an earlier request with the same key in the transaction's call centre; undefined without one. */
export async function earlierOrder(
  trx: DatabaseTransaction,
  { request }: Pick<NewOrder, "request">,
): Promise<Exclude<Ordered, "too-many-waiting" | "no-such-code"> | undefined> {
  if (request === null) return undefined;
  const row = await trx
    .selectFrom("apiCall")
    .select(["callId", "requestDigest"])
    .where("requestKey", "=", request.key)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return row.requestDigest?.equals(request.digest) === true
    ? { callId: row.callId, isRepeated: true }
    : "request-differs";
}

function rowOf(order: NewOrder, createdAt: Date) {
  const { callId, tenantId, to, request, timeoutSeconds, timeLimitSeconds, sendDigits, isRecorded } = order;
  return {
    callId,
    tenantId,
    fromCode: order.from,
    toKind: to.kind,
    toAddress: to.kind === "phone" ? to.extension : to.number,
    ...instructionColumns(order.instructions),
    timeoutSeconds,
    timeLimitSeconds,
    sendDigits,
    isRecorded,
    createdAt,
    requestKey: request?.key ?? null,
    requestDigest: request?.digest ?? null,
  };
}

function instructionColumns(instructions: CallInstructions) {
  if (instructions.from === "document") return { document: instructions.document };
  const { voice, fallback } = instructions;
  return {
    voiceUrl: voice.url,
    voiceMethod: voice.method,
    ...(fallback === null ? {} : { fallbackUrl: fallback.url, fallbackMethod: fallback.method }),
  };
}

/** Cancels an order that no switch has taken; false if there is none. */
export async function cancelOrder(
  trx: DatabaseTransaction,
  { callId, at }: { readonly callId: string; readonly at: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable("apiCall")
    .set({ state: "cancelled", doneAt: at })
    .where("callId", "=", callId)
    .where("state", "=", "queued")
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
