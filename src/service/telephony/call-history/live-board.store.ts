import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CallEvent, CallEventBody } from "../cdr/index.ts";

/** The maximum of calls in progress in a live view; further ones are only counted. */
const LIVE_CALLS_MAX = 500;
const EVENTS_PER_READ_MAX = 20_000;
const TRUNKS_MAX = 200;
const MARKED = 200;

/** The oldest calls in progress, and the number of all. */
export async function openCalls(trx: DatabaseTransaction) {
  const { rows } = await sql<{ readonly callId: string; readonly total: number }>`
    select call_id, (count(*) over ())::int as total from open_call
    order by began_at, call_id limit ${LIVE_CALLS_MAX}::int`.execute(trx);
  return { ids: rows.map(({ callId }) => callId), total: rows[0]?.total ?? 0 };
}

/** The events of these calls after the known ones, in their order. The events of a call have one writer. */
export async function eventsSince(
  trx: DatabaseTransaction,
  known: readonly { readonly callId: string; readonly sequence: number }[],
): Promise<readonly { readonly callId: string; readonly event: CallEvent }[]> {
  if (known.length === 0) return [];
  const asked = JSON.stringify(known.map(({ callId, sequence }) => ({ c: callId, s: sequence })));
  const { rows } = await sql<{
    readonly callId: string;
    readonly sequence: number;
    readonly kind: string;
    readonly at: Date;
    readonly elapsedUs: number;
    readonly data: object;
  }>`
    select e.call_id, e.sequence, e.kind, e.at, e.elapsed_us, e.data
    from jsonb_to_recordset(${asked}::jsonb) as k(c uuid, s int)
    join call_event e on e.call_id = k.c and e.sequence > k.s
    order by e.call_id, e.sequence limit ${EVENTS_PER_READ_MAX}::int`.execute(trx);
  return rows.map(({ callId, sequence, kind, at, elapsedUs, data }) => ({
    callId,
    event: { sequence, atMs: at.getTime(), elapsedUs, body: { kind, ...data } as CallEventBody },
  }));
}

/** The trunks of a tenant with their channels. */
export async function linesOf(trx: DatabaseTransaction) {
  return trx
    .selectFrom("trunk")
    .select(["id", "name", "channelsMax", "isOn"])
    .where("endedAt", "is", null)
    .orderBy("name")
    .limit(TRUNKS_MAX)
    .execute();
}

/**
 * Changes whenever a call detail record is added, or a recording is completed: a digest of the newest records, so that a record that is written
 * a little later than another one that ended after it is not missed.
 */
export async function recordsMark(trx: DatabaseTransaction): Promise<string> {
  const { rows } = await sql<{ readonly mark: string | null }>`
    select md5(string_agg(concat(n.call_id, r.state), ',' order by n.ended_at desc, n.call_id)) as mark
    from (select call_id, recording_id, ended_at from cdr order by ended_at desc, call_id limit ${MARKED}::int) as n
    left join recording r on r.id = n.recording_id`.execute(trx);
  return rows[0]?.mark ?? "";
}
