import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { PRIORITY_WORTH_MS } from "../../../acd/queues/index.ts";
import type { MembersPart, QueueMemberResource, QueueResource } from "./queue-resource.ts";

/** Queues of the transaction's call centre, by name; `id` selects one queue. */
export async function listQueues(
  trx: DatabaseTransaction,
  part: {
    readonly id?: string;
    readonly name?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
    readonly at: Date;
  },
): Promise<readonly QueueResource[]> {
  const { id = null, name = null, after = null, limit, at } = part;
  const { rows } = await sql<QueueResource>`
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

/** Waiting calls in a queue of the transaction's call centre, in order; `callId` selects one call. */
export async function listMembers(
  trx: DatabaseTransaction,
  { queueId, callId, after, limit }: MembersPart,
): Promise<readonly QueueMemberResource[]> {
  const { rows } = await sql<QueueMemberResource>`
    select * from (
      select w.*, (row_number() over (order by w.at_ms, w.id))::int as position from (
        select c.contact_id as id, c.call_id, c.joined_at,
          (c.joined_ms - c.priority * ${PRIORITY_WORTH_MS}::bigint)::float8 as at_ms
        from open_contact c
        where c.queue_id = ${queueId}::uuid and c.state <> 'connected' and c.kind = 'call' and c.call_id is not null) w) m
    where (${callId ?? null}::uuid is null or m.call_id = ${callId ?? null}::uuid)
      and (${after?.id ?? null}::uuid is null or (m.at_ms, m.id) > (${after?.atMs ?? 0}::float8, ${after?.id ?? null}::uuid))
    order by m.position limit ${limit}`.execute(trx);
  return rows;
}

/**
 * Reason why a queue of the transaction's call centre cannot be deleted: a contact waits or is connected, a route leads
 * callers, messages or agents into it, or an open conversation would lose its next message; undefined if there is no
 * reason.
 */
export async function needOfQueue(
  trx: DatabaseTransaction,
  id: string,
): Promise<"queue-waits" | "queue-used" | undefined> {
  const { rows } = await sql<{ readonly waits: boolean; readonly used: boolean }>`
    with named as (select jsonb_build_object('id', ${id}::text) as queue)
    select exists (select from open_contact c where c.queue_id = ${id}::uuid)
      or exists (select from message_contact m where m.queue_id = ${id}::uuid and m.closed_at is null) as waits,
      exists (select from planned_callback p where p.queue_id = ${id}::uuid and p.ended_at is null)
      or exists (select from number_hook h where h.fallback_queue_id = ${id}::uuid)
      or exists (select from widget w where w.queue_id = ${id}::uuid and w.ended_at is null)
      or exists (select from sms_thread_route r where r.queue_id = ${id}::uuid)
      or exists (select from sms_thread t where t.queue_id = ${id}::uuid and t.closed_at is null)
      or exists (select from agent_queue q join agent a on a.id = q.agent_id where q.queue_id = ${id}::uuid and a.ended_at is null)
      or exists (select from queue o, named where o.ended_at is null and o.id <> ${id}::uuid
        and jsonb_path_exists(o.rules -> 'overflow', '$.* ? (@.queueId == $id)', named.queue))
      or exists (select from flow f join named on true left join flow_version v on v.flow_id = f.id and v.number = f.live
        where f.ended_at is null and (jsonb_path_exists(f.draft, '$.**.queueId ? (@ == $id)', named.queue)
          or jsonb_path_exists(v.flow, '$.**.queueId ? (@ == $id)', named.queue))) as used`.execute(trx);
  if (rows[0]?.waits === true) return "queue-waits";
  return rows[0]?.used === true ? "queue-used" : undefined;
}

/** State of a contact of the transaction's call centre; undefined once it is over. */
export async function contactState(trx: DatabaseTransaction, contactId: string): Promise<string | undefined> {
  const found = await trx
    .selectFrom("openContact")
    .select("state")
    .where("contactId", "=", contactId)
    .executeTakeFirst();
  return found?.state;
}
