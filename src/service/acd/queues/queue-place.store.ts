import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { PRIORITY_WORTH_MS } from "./index.ts";

/** The position of a call in a queue. */
export interface QueuePlace {
  /** 1 for the next one. */
  readonly position: number;
  readonly size: number;
  /** The mean wait so far of the waiting calls. */
  readonly waitedSeconds: number;
}

/** The position of a call in a queue of the transaction's call centre; one that is not on disk yet comes last. */
export async function queuePlace(
  trx: DatabaseTransaction,
  { callId, queueId, at }: { readonly callId: string; readonly queueId: string; readonly at: Date },
): Promise<QueuePlace> {
  const { rows } = await sql<QueuePlace & { readonly isThere: boolean }>`
    select coalesce(min(w.position) filter (where w.call_id = ${callId}::uuid), count(*) + 1)::int as position,
      (count(*) + case when bool_or(w.call_id = ${callId}::uuid) then 0 else 1 end)::int as size,
      greatest(0, coalesce(round(avg(extract(epoch from ${at}::timestamptz - w.joined_at))), 0))::int as waited_seconds
    from (
      select c.call_id, c.joined_at, row_number() over (order by c.joined_ms - c.priority * ${PRIORITY_WORTH_MS}::bigint, c.contact_id) as position
      from open_contact c where c.queue_id = ${queueId}::uuid and c.state <> 'connected' and c.kind = 'call' and c.call_id is not null
      limit 10000) w`.execute(trx);
  return rows[0] ?? { position: 1, size: 1, waitedSeconds: 0 };
}
