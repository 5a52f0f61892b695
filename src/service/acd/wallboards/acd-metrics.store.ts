import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { AgentFigure, QueueFigure } from "./acd-metrics.ts";

const QUEUES_MAX = 2_000;
const AGENTS_MAX = 5_000;

/** The last position in the log of the transaction's tenant; 0 while it is empty. */
export async function lastSequence(trx: DatabaseTransaction): Promise<number> {
  const row = await trx
    .selectFrom("queueEvent")
    .select("sequence")
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

/** The time zone of the transaction's tenant; undefined when it is closed. */
export async function openTenantZone(trx: DatabaseTransaction): Promise<string | undefined> {
  const row = await trx
    .selectFrom("tenant")
    .select("timeZone")
    .where("id", "=", sql<string>`current_setting('app.tenant')::uuid`)
    .where("closedAt", "is", null)
    .executeTakeFirst();
  return row?.timeZone;
}

/** Every queue that has not ended, with its waiting and connected callers, and since when its first caller waits. */
export async function queueFigures(trx: DatabaseTransaction): Promise<readonly QueueFigure[]> {
  const { rows } = await sql<Omit<QueueFigure, "longestSinceMs"> & { readonly since: Date | null }>`
    select q.id, q.name, q.is_open, coalesce(c.waiting, 0) as waiting, coalesce(c.talking, 0) as talking, c.since
    from queue q left join (
      select queue_id, (count(*) filter (where state <> 'connected' and kind <> 'message'))::int as waiting,
        (count(*) filter (where state = 'connected' and kind <> 'message'))::int as talking,
        min(joined_at) filter (where state <> 'connected' and kind = 'call') as since
      from open_contact group by queue_id) c on c.queue_id = q.id
    where q.ended_at is null order by q.name, q.id limit ${QUEUES_MAX}`.execute(trx);
  return rows.map(({ since, ...queue }) => ({ ...queue, longestSinceMs: since?.getTime() ?? null }));
}

/** Every agent who is logged in, by name. */
export async function agentFigures(trx: DatabaseTransaction): Promise<readonly AgentFigure[]> {
  const { rows } = await sql<Omit<AgentFigure, "sinceMs"> & { readonly since: Date }>`
    select a.id, a.name, s.state, s.since,
      array(select m.queue_id::text from agent_queue m where m.agent_id = a.id order by 1) as queue_ids
    from agent_status s join agent a on a.id = s.agent_id order by a.name, a.id limit ${AGENTS_MAX}`.execute(trx);
  return rows.map(({ since, ...agent }) => ({ ...agent, sinceMs: since.getTime() }));
}

/** The number of calls in progress. */
export async function openCallCount(trx: DatabaseTransaction): Promise<number> {
  const row = await trx
    .selectFrom("openCall")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}
