import { type Expression, type SqlBool, sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { ACTIVITY_IDS, type PauseReasonResource, type TaskResource, type WorkerResource } from "./field-task.ts";

/** Filter of the list of agents. */
export interface WorkerFilter {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly activityId?: string | undefined;
  readonly isAvailable?: boolean | undefined;
  readonly queueId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Maximum number of queues listed per agent. */
const QUEUES_MAX = 100;

const activity = sql<string>`case when s.state is null or s.state = 'logged-out' then ${ACTIVITY_IDS.offline}::text
  when s.state <> 'paused' then ${ACTIVITY_IDS.available}::text else coalesce(p.id::text, ${ACTIVITY_IDS.unavailable}::text) end`;

/** Agents of the transaction's call centre, by name. */
export async function listWorkers(trx: DatabaseTransaction, filter: WorkerFilter): Promise<readonly WorkerResource[]> {
  const { id, name, activityId, isAvailable, queueId, after, limit } = filter;
  const wishes: Expression<SqlBool>[] = [sql<SqlBool>`a.ended_at is null`];
  if (id !== undefined) wishes.push(sql<SqlBool>`a.id = ${id}::uuid`);
  if (name !== undefined) wishes.push(sql<SqlBool>`lower(a.name) = lower(${name})`);
  if (activityId !== undefined) wishes.push(sql<SqlBool>`${activity} = ${activityId}`);
  if (isAvailable !== undefined) wishes.push(sql<SqlBool>`(${activity} = ${ACTIVITY_IDS.available}) = ${isAvailable}`);
  if (queueId !== undefined)
    wishes.push(
      sql<SqlBool>`exists (select from agent_queue g where g.agent_id = a.id and g.queue_id = ${queueId}::uuid)`,
    );
  if (after !== undefined)
    wishes.push(
      sql<SqlBool>`(lower(a.name), a.id) > (select lower(f.name), f.id from agent f where f.id = ${after}::uuid)`,
    );
  const { rows } = await sql<WorkerResource>`
    select a.id, a.name, (extract(epoch from a.created_at) * 1000)::float8 as created_at_ms, a.skills, ${activity} as activity_id, case when s.state = 'paused' then p.name end as reason,
      (extract(epoch from s.since) * 1000)::float8 as since_ms,
      array(select q.name from agent_queue g join queue q on q.id = g.queue_id and q.ended_at is null
        where g.agent_id = a.id order by lower(q.name), q.id limit ${QUEUES_MAX}) as queues
    from agent a left join agent_status s on s.agent_id = a.id left join pause_reason p on p.id::text = s.reason
    where ${sql.join(wishes, sql` and `)} order by lower(a.name), a.id limit ${limit}`.execute(trx);
  return rows;
}

/** Pause reasons of the transaction's call centre, by name. */
export async function listReasons(trx: DatabaseTransaction, most: number): Promise<readonly PauseReasonResource[]> {
  const found = trx.selectFrom("pauseReason").select(["id", "name", "createdAt"]).where("endedAt", "is", null);
  const rows = await found.orderBy(sql`lower(name)`).orderBy("id").limit(most).execute();
  return rows.map(({ createdAt, ...reason }) => ({ ...reason, createdAtMs: createdAt.getTime() }));
}

/** Open contacts of the transaction's call centre, oldest first. */
export async function listTasks(
  trx: DatabaseTransaction,
  filter: {
    readonly id?: string | undefined;
    readonly queueId?: string | undefined;
    readonly states?: readonly string[] | undefined;
    readonly after?: { readonly atMs: number; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly TaskResource[]> {
  const { id, queueId, states, after, limit } = filter;
  const state = sql<string>`case c.state when 'waiting' then 'pending' when 'connected' then 'assigned' else 'reserved' end`;
  const at = sql`date_trunc('milliseconds', c.joined_at)`;
  const wishes: Expression<SqlBool>[] = [sql<SqlBool>`true`];
  if (id !== undefined) wishes.push(sql<SqlBool>`c.contact_id = ${id}::uuid`);
  if (queueId !== undefined) wishes.push(sql<SqlBool>`c.queue_id = ${queueId}::uuid`);
  if (states !== undefined) wishes.push(sql<SqlBool>`${state} = any (${[...states]}::text[])`);
  if (after !== undefined)
    wishes.push(sql<SqlBool>`(${at}, c.contact_id) > (${new Date(after.atMs)}::timestamptz, ${after.id}::uuid)`);
  const { rows } = await sql<TaskResource>`
    select c.contact_id as id, (extract(epoch from ${at}) * 1000)::float8 as at_ms, c.kind, ${state} as state, c.priority,
      c.queue_id, q.name as queue_name, c.call_id
    from open_contact c join queue q on q.id = c.queue_id
    where ${sql.join(wishes, sql` and `)} order by ${at}, c.contact_id limit ${limit}`.execute(trx);
  return rows;
}
