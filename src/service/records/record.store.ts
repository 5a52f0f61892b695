import type { DatabaseTransaction } from "../../platform/database/index.ts";
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

/** Whether there is such a call of the transaction's tenant. */
export async function hasEvents(trx: DatabaseTransaction, callId: string): Promise<boolean> {
  const row = await trx
    .selectFrom("callEvent")
    .select("callId")
    .where("callId", "=", callId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
