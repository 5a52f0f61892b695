import { sql } from "kysely";
import type { NumberMode } from "../../../bridge/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { TeamFacts } from "./team-steps.ts";

const NUMBERS_MAX = 100;
const TRUNKS_MAX = 200;

/** A code with its calls of today. */
interface HomeNumber {
  readonly code: string;
  readonly label: string;
  readonly mode: NumberMode;
  readonly phones: number;
  readonly registered: number;
  readonly hasFlow: boolean;
  readonly answered: number;
  readonly missed: number;
}

/** The codes of a tenant with their phones and their calls since midnight in the tenant's time zone. */
export async function homeNumbers(trx: DatabaseTransaction, now: Date): Promise<readonly HomeNumber[]> {
  const { rows } = await sql<HomeNumber>`
    select n.code, n.label,
      case when m.source = 'licensing' and m.organisation_id is distinct from t.organisation_id then 'off' else m.mode end as mode,
      p.phones, p.registered, c.answered, c.missed, exists (
        select from flow_number r join flow f on f.id = r.flow_id and f.ended_at is null and f.live is not null
        where r.code = n.code) as has_flow
    from service_number n join number_mode m on m.code = n.code join tenant t on t.id = n.tenant_id
    cross join lateral (select count(*)::int as phones, (count(*) filter (where exists (
        select from phone_binding b where b.phone_id = f.id and b.expires_at > ${now})))::int as registered
      from service_number_phone r join phone f on f.id = r.phone_id and f.ended_at is null where r.code = n.code) p
    cross join lateral (select (count(*) filter (where outcome = 'answered'))::int as answered,
        (count(*) filter (where outcome not in ('answered', 'voicemail', 'automated')))::int as missed
      from cdr where cdr.code = n.code and direction = 'inbound'
        and began_at >= date_trunc('day', ${now}::timestamptz, t.time_zone)) c
    order by n.code limit ${NUMBERS_MAX}::int`.execute(trx);
  return rows;
}

/** The trunks of a tenant that have not ended, each with its state as far as the switch has probed it. */
export async function homeTrunks(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("trunk as t")
    .leftJoin("trunkState as s", "s.trunkId", "t.id")
    .select(["t.id", "t.name", "t.isOn", "t.channelsMax", "t.agreementUntil", "s.state"])
    .where("t.endedAt", "is", null)
    .orderBy("t.createdAt")
    .limit(TRUNKS_MAX)
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as "up" | "down" | null }));
}

/** Single values of a tenant. */
export interface HomeFigures {
  readonly company: string | null;
  readonly phones: number;
  readonly registered: number;
  readonly hasAnsweredTest: boolean;
  readonly hasAnsweredCall: boolean;
  readonly callsNow: number;
  /** Rupiah spent this month, bytes of stored audio, and the limits of both. */
  readonly limits: {
    readonly spentRupiah: number;
    readonly spendingMaxRupiah: number | null;
    readonly storedBytes: number;
    readonly storageMaxBytes: number | null;
  };
}

/** Phones, calls in progress, and whether a call was ever answered. */
export async function homeFigures(trx: DatabaseTransaction, asked: { readonly tenantId: string; readonly now: Date }) {
  const { rows } = await sql<HomeFigures>`select
    (select o.name from tenant t join organisation o on o.id = t.organisation_id where t.id = ${asked.tenantId}::uuid) as company,
    (select count(*)::int from phone where ended_at is null) as phones,
    (select count(*)::int from phone f where f.ended_at is null and exists (
      select from phone_binding b where b.phone_id = f.id and b.expires_at > ${asked.now})) as registered,
    exists (select from cdr where direction = 'test' and outcome = 'answered') as has_answered_test,
    exists (select from cdr where direction = 'inbound' and outcome in ('answered', 'voicemail', 'automated')) as has_answered_call,
    (select count(*)::int from open_call) as calls_now,
    (select jsonb_build_object('spendingMaxRupiah', t.spending_max_rupiah, 'storageMaxBytes', t.storage_max_bytes,
        'spentRupiah', coalesce((select s.rupiah from tenant_spending s where s.tenant_id = t.id
          and s.month = date_trunc('month', ${asked.now}::timestamptz at time zone t.time_zone)::date), 0),
        'storedBytes', coalesce((select recording_bytes + prompt_bytes from tenant_storage s where s.tenant_id = t.id), 0))
      from tenant t where t.id = ${asked.tenantId}::uuid) as limits`.execute(trx);
  return rows[0];
}

/** The facts of the team steps, except for the flows. */
export async function teamFigures(trx: DatabaseTransaction): Promise<Omit<TeamFacts, "flows"> | undefined> {
  const { rows } = await sql<Omit<TeamFacts, "flows">>`select
    (select count(*)::int from queue where ended_at is null and is_open) as queues,
    (select count(*)::int from agent a where a.ended_at is null and (a.person_id is not null or a.desk_number is not null)
      and exists (select from agent_queue s join queue q on q.id = s.queue_id and q.ended_at is null and q.is_open
        where s.agent_id = a.id)) as agents,
    (select count(*)::int from agent_status s join agent a on a.id = s.agent_id and a.ended_at is null
      where s.state <> 'logged-out') as at_work,
    exists (select from queue_event where kind = 'contact.answered') as has_talked`.execute(trx);
  return rows[0];
}

/** The newest switch that has not ended, with its last heartbeat. */
export async function newestSwitch(trx: DatabaseTransaction) {
  return trx
    .selectFrom("switchRun")
    .select(["sipHost", "sipPort", "beatAt"])
    .where("endedAt", "is", null)
    .where("sipPort", "is not", null)
    .orderBy("startedAt", "desc")
    .limit(1)
    .executeTakeFirst();
}
