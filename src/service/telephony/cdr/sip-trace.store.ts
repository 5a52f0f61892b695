import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { TRACE_ROWS_MAX, type TracedMessage } from "./sip-trace.ts";

/** Stores messages of calls of the transaction's tenant; a repetition is stored once. */
export async function insertTrace(
  trx: DatabaseTransaction,
  tenantId: string,
  messages: readonly TracedMessage[],
): Promise<void> {
  const rows = messages.map((one) => ({ ...one, at: new Date(one.atMs) }));
  await sql`
    insert into sip_trace (call_id, sequence, tenant_id, leg_id, at, elapsed_us, direction, from_address, to_address,
      transport, method, status, cseq, is_repeated, message)
    select "callId", sequence, ${tenantId}::uuid, "legId", at, "elapsedUs", direction, "fromAddress", "toAddress",
      transport, method, status, cseq, "isRepeated", message
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("callId" uuid, sequence int, "legId" uuid, at timestamptz,
      "elapsedUs" bigint, direction text, "fromAddress" text, "toAddress" text, transport text, method text, status int,
      cseq text, "isRepeated" boolean, message text)
    on conflict (call_id, sequence) do nothing`.execute(trx);
}

/** The SIP messages of a call of the transaction's tenant, oldest first, 400 at the most. */
export async function traceOfCall(trx: DatabaseTransaction, callId: string): Promise<readonly TracedMessage[]> {
  const rows = await trx
    .selectFrom("sipTrace")
    .selectAll()
    .where("callId", "=", callId)
    .orderBy("elapsedUs")
    .orderBy("sequence")
    .limit(TRACE_ROWS_MAX)
    .execute();
  return rows.map(({ at, direction, ...row }) => ({
    ...row,
    direction: direction as TracedMessage["direction"],
    atMs: at.getTime(),
  }));
}

/** Deletes messages of the transaction's tenant that are older than `before`, `limit` at the most; returns their number. */
export async function deleteTraceBefore(
  trx: DatabaseTransaction,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const result = await sql`
    delete from sip_trace where ctid = any (array(
      select ctid from sip_trace where tenant_id = current_tenant() and at < ${before} limit ${limit}::int))`.execute(
    trx,
  );
  return Number(result.numAffectedRows ?? 0n);
}
