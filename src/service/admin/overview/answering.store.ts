import { sql } from "kysely";
import type { NumberMode } from "../../../bridge/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Flow, NamedHours, OpeningHours } from "../../flows/ivr/index.ts";
import type { ReachedQueue } from "./answering.ts";

/** The maximum of numbers in the summary. */
const NUMBERS_MAX = 1_000;
const QUEUES_MAX = 500;
const HOURS_MAX = 50;

/** A number with the data of its summary. */
export interface AnsweringRow {
  readonly code: string;
  readonly label: string;
  readonly mode: NumberMode;
  readonly phones: number;
  readonly registered: number;
  readonly flowId: string | null;
  readonly flowName: string | null;
  readonly flowVersion: number | null;
  readonly flow: Flow | null;
  readonly lastAt: Date | null;
  readonly lastOutcome: string | null;
  readonly lastCallId: string | null;
  readonly lastTrunk: string | null;
}

/** The numbers of a tenant, each with its flow, its phones and its last external call. */
export async function answeringRows(trx: DatabaseTransaction, now: Date): Promise<readonly AnsweringRow[]> {
  const { rows } = await sql<AnsweringRow>`
    select n.code, n.label,
      case when t.closed_at is not null or m.source = 'licensing' and m.organisation_id is distinct from t.organisation_id
        then 'off' else m.mode end as mode,
      p.phones, p.registered, f.id as flow_id, f.name as flow_name, v.number as flow_version, v.flow,
      c.began_at as last_at, c.outcome as last_outcome, c.call_id as last_call_id, k.name as last_trunk
    from service_number n join number_mode m on m.code = n.code join tenant t on t.id = n.tenant_id
    left join flow_number fn on fn.code = n.code left join flow f on f.id = fn.flow_id and f.ended_at is null
    left join flow_version v on v.flow_id = f.id and v.number = f.live
    cross join lateral (select count(*)::int as phones, (count(*) filter (where exists (
        select from phone_binding b where b.phone_id = o.id and b.expires_at > ${now})))::int as registered
      from service_number_phone r join phone o on o.id = r.phone_id and o.ended_at is null where r.code = n.code) p
    left join lateral (select d.call_id, d.began_at, d.outcome, d.trunk_id from cdr d
      where d.tenant_id = n.tenant_id and d.code = n.code and d.direction = 'inbound'
      order by d.began_at desc, d.call_id desc limit 1) c on true
    left join trunk k on k.id = c.trunk_id
    order by n.code limit ${NUMBERS_MAX}::int`.execute(trx);
  return rows;
}

/** The queues of a tenant by name, with the numbers of their agents and of those at work. */
export async function answeringQueues(trx: DatabaseTransaction): Promise<readonly ReachedQueue[]> {
  return trx
    .selectFrom("queue")
    .select(["id", "name", "isOpen"])
    .select(
      sql<number>`(select count(*) from agent_queue q join agent a on a.id = q.agent_id and a.ended_at is null
        where q.queue_id = queue.id)::int`.as("agents"),
    )
    .select(
      sql<number>`(select count(*) from agent_queue q join agent a on a.id = q.agent_id and a.ended_at is null
        join agent_status s on s.agent_id = a.id and s.state <> 'logged-out' where q.queue_id = queue.id)::int`.as(
        "atWork",
      ),
    )
    .where("endedAt", "is", null)
    .orderBy("name")
    .limit(QUEUES_MAX)
    .execute();
}

/** The named hours of a tenant in force. */
export async function answeringHours(trx: DatabaseTransaction): Promise<readonly NamedHours[]> {
  const rows = await trx
    .selectFrom("namedHours as h")
    .innerJoin("namedHoursVersion as v", (join) =>
      join.onRef("v.hoursId", "=", "h.id").onRef("v.number", "=", "h.version"),
    )
    .select(["h.id", "h.name", "h.version", "v.hours"])
    .where("h.endedAt", "is", null)
    .limit(HOURS_MAX)
    .execute();
  return rows.map((row) => ({ ...row, hours: row.hours as unknown as OpeningHours }));
}
