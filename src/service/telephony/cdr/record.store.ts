import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { CALL_EVENTS_MAX, type CallEvent, type CallEventBody } from "./call-event.ts";

/** The events of a call in their order. */
export async function eventsOf(trx: DatabaseTransaction, callId: string): Promise<readonly CallEvent[]> {
  const rows = await trx
    .selectFrom("callEvent")
    .select(["sequence", "kind", "at", "elapsedUs", "data"])
    .where("callId", "=", callId)
    .orderBy("sequence")
    .limit(CALL_EVENTS_MAX)
    .execute();
  return rows.map(({ sequence, kind, at, elapsedUs, data }) => ({
    sequence,
    atMs: at.getTime(),
    elapsedUs,
    body: { kind, ...(data as object) } as CallEventBody,
  }));
}

/**
 * Deletes events of the transaction's tenant that are older than `before` and belong to no open call, `limit` at the most; returns their number. The
 * database prevents the deletion of events younger than three months.
 */
export async function forgetEventsBefore(
  trx: DatabaseTransaction,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly forgotten: number }>`
    select purge_call_events(${before}, ${limit}::int) as forgotten`.execute(trx);
  return rows[0]?.forgotten ?? 0;
}
