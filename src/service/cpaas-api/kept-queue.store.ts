import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { PRIORITY_WORTH_MS } from "../queues/index.ts";
import type { KeptMember, KeptQueue } from "./kept-queue.ts";

/** Queues of the transaction's call centre by name; `id` for one of them. */
export async function listQueues(
  trx: DatabaseTransaction,
  part: {
    readonly id?: string;
    readonly name?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
    readonly at: Date;
  },
): Promise<readonly KeptQueue[]> {
  const { id = null, name = null, after = null, limit, at } = part;
  const { rows } = await sql<KeptQueue>`
    select q.id, q.name, q.created_at, case when jsonb_typeof(q.rules -> 'waitingMax') = 'number'
        then (q.rules ->> 'waitingMax')::int end as waiting_max, coalesce(c.waiting, 0) as waiting,
      (extract(epoch from ${at}::timestamptz - c.mean) * 1000)::float8 as waited_ms
    from queue q left join (
      select queue_id, count(*)::int as waiting, to_timestamp(avg(extract(epoch from joined_at))) as mean
      from open_contact where state <> 'connected' and kind = 'call' group by queue_id) c on c.queue_id = q.id
    where q.ended_at is null and (${id}::uuid is null or q.id = ${id}::uuid)
      and (${name}::text is null or lower(q.name) = lower(${name}::text))
      and (${after}::uuid is null or (lower(q.name), q.id) > (select lower(f.name), f.id from queue f where f.id = ${after}::uuid))
    order by lower(q.name), q.id limit ${limit}`.execute(trx);
  return rows;
}

/** Calls that wait in a queue of the transaction's call centre, in their order; `callId` for one of them. */
export async function listMembers(
  trx: DatabaseTransaction,
  part: { readonly queueId: string; readonly callId?: string; readonly behind: number; readonly limit: number },
): Promise<readonly KeptMember[]> {
  const { queueId, callId = null, behind, limit } = part;
  const { rows } = await sql<KeptMember>`
    select * from (
      select c.contact_id as id, c.call_id, c.joined_at,
        (row_number() over (order by c.joined_ms - c.priority * ${PRIORITY_WORTH_MS}::bigint, c.contact_id))::int as position
      from open_contact c where c.queue_id = ${queueId}::uuid and c.state <> 'connected' and c.kind = 'call' and c.call_id is not null) m
    where m.position > ${behind} and (${callId}::uuid is null or m.call_id = ${callId}::uuid)
    order by m.position limit ${limit}`.execute(trx);
  return rows;
}
