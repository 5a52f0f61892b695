import { sql } from "kysely";
import { type Database, inTenant } from "../../../../platform/database/index.ts";
import { chooseCarrier } from "../routing/choose-carrier.ts";
import { DOWN_AFTER_MS, type SmsRoutingTable } from "../routing/routing-table.store.ts";

/** A run without a heartbeat for this long is dead. */
const DEAD_AFTER_MS = 6_000;
/** Longer than any carrier's response time: a segment leased for longer was lost on the way to the gateway. */
const HELD_FOR_MS = 300_000;
/** Waiting segments of one carrier examined at a time. */
const STRANDED_MAX = 2_000;

/** A running gateway, with the carriers that it reaches and those that it does not. */
export interface GatewayRun {
  readonly id: string;
  readonly reached: readonly string[];
  readonly unreached: readonly string[];
}

/** Records the start of a gateway. Heartbeats have the database's time, the clock that all gateways share. */
export async function beginGatewayRun(
  db: Database,
  { run, at }: { readonly run: GatewayRun; readonly at: Date },
): Promise<void> {
  await sql`
    insert into sms_gateway_run (id, started_at, beat_at, reached, unreached)
    values (${run.id}::uuid, ${at}::timestamptz, clock_timestamp(), ${[...run.reached]}::uuid[], ${[...run.unreached]}::uuid[])`.execute(
    db,
  );
}

/** Records a heartbeat; false when the run has been declared dead. */
export async function beatGatewayRun(db: Database, run: GatewayRun): Promise<boolean> {
  const done = await sql`
    update sms_gateway_run set beat_at = clock_timestamp(), reached = ${[...run.reached]}::uuid[],
      unreached = ${[...run.unreached]}::uuid[] where id = ${run.id}::uuid and ended_at is null`.execute(db);
  return done.numAffectedRows === 1n;
}

/** Records the end of a gateway; the next sweep releases its leases. */
export async function endGatewayRun(db: Database, id: string): Promise<void> {
  await sql`update sms_gateway_run set ended_at = clock_timestamp() where id = ${id}::uuid and ended_at is null`.execute(
    db,
  );
}

/** Number of gateways with a recent heartbeat, by the clock of the database. */
export async function countLiveGateways(db: Database): Promise<number> {
  const found = await sql<{ readonly count: number }>`
    select count(*)::int as count from sms_gateway_run
    where ended_at is null and beat_at > clock_timestamp() - make_interval(secs => ${DEAD_AFTER_MS / 1_000})`.execute(
    db,
  );
  return found.rows[0]?.count ?? 0;
}

/** Releases leases of dead runs, and those held too long by any run; returns how many segments, which may be sent twice. */
export async function releaseLeases(db: Database, nowMs: number): Promise<number> {
  const done = await sql<{ readonly count: number }>`
    select release_sms_leases(${DEAD_AFTER_MS}::int, ${HELD_FOR_MS}::int, ${new Date(nowMs)}::timestamptz) as count`.execute(
    db,
  );
  return done.rows[0]?.count ?? 0;
}

/** Records which carriers any running gateway reaches; the moment since which none did stays until one does. */
export async function noteCarrierStands(db: Database, at: Date): Promise<void> {
  await sql`
    update sms_carrier c set down_since = case when s.is_up then null else ${at}::timestamptz end
    from (select t.carrier_id, bool_or(t.is_up) as is_up from (
      select unnest(reached) as carrier_id, true as is_up from sms_gateway_run where ended_at is null
      union all select unnest(unreached), false from sms_gateway_run where ended_at is null) t group by t.carrier_id) s
    where c.id = s.carrier_id and s.is_up = (c.down_since is not null)`.execute(db);
}

/** Deletes rows that no message refers to any more; returns how many. */
export async function purgeRemains(db: Database, nowMs: number): Promise<number> {
  const done = await sql<{ readonly count: number }>`
    select purge_sms_leftovers(${new Date(nowMs)}::timestamptz, ${PURGED_MAX}::int) as count`.execute(db);
  return done.rows[0]?.count ?? 0;
}

const PURGED_MAX = 2_000;

/** A position in the waiting segments of a carrier. */
interface Place {
  readonly priority: number;
  readonly tenantId: string;
  readonly dueAt: string;
  readonly messageId: string;
  readonly sequence: number;
}

interface Stranded extends Place {
  readonly recipient: string;
  readonly refusedBy: readonly string[];
  readonly approvedAt: readonly string[];
}

/** How far the queue of each unreachable carrier has been examined. */
export type StrandedPlaces = Map<string, Place>;

const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const START: Place = { priority: -1, tenantId: NIL_UUID, dueAt: "-infinity", messageId: NIL_UUID, sequence: 0 };

/**
 * Reroutes segments that wait for an unreachable or switched-off carrier to another one at which the sender id is approved, where there is one. Each run
 * examines a batch and the next run continues behind it, so that segments without another carrier do not block the rest.
 */
export async function reroute(
  db: Database,
  told: {
    readonly book: SmsRoutingTable;
    readonly nowMs: number;
    readonly places: StrandedPlaces;
    readonly most?: number;
  },
): Promise<number> {
  const { book, nowMs, places, most = STRANDED_MAX } = told;
  const carriers = await sql<{ readonly carrierId: string }>`
    select carrier_id from stranding_sms_carriers(${new Date(nowMs - DOWN_AFTER_MS)}::timestamptz)`.execute(db);
  const stranding = new Set(carriers.rows.map(({ carrierId }) => carrierId));
  for (const carrierId of places.keys()) if (!stranding.has(carrierId)) places.delete(carrierId);
  let moved = 0;
  for (const carrierId of stranding) {
    const { priority, tenantId, dueAt, messageId, sequence } = places.get(carrierId) ?? START;
    const heads = await sql<Stranded>`
      select tenant_id, message_id, sequence, priority, due_at, recipient, refused_by, approved_at from stranded_sms_segments(
        ${carrierId}::uuid, ${new Date(nowMs)}::timestamptz, ${priority}::smallint, ${tenantId}::uuid, ${dueAt}::timestamptz,
        ${messageId}::uuid, ${sequence}::smallint, ${most}::int)`.execute(db);
    moved += await moveAway(db, { carrierId, heads: heads.rows, book });
    const last = heads.rows.at(-1);
    if (last === undefined || heads.rows.length < most) places.delete(carrierId);
    else places.set(carrierId, last);
  }
  return moved;
}

async function moveAway(
  db: Database,
  told: { readonly carrierId: string; readonly heads: readonly Stranded[]; readonly book: SmsRoutingTable },
): Promise<number> {
  const { carrierId, heads, book } = told;
  const moves = heads.flatMap(({ tenantId, messageId, sequence, recipient, refusedBy, approvedAt }) => {
    const approved = new Set(approvedAt);
    approved.delete(carrierId);
    const facts = { recipient, routes: book.routes, approvedAt: approved, down: book.down };
    const other = chooseCarrier({ ...facts, refusedBy: new Set(refusedBy) });
    return other === undefined || book.down.has(other) ? [] : [{ tenantId, i: messageId, q: sequence, c: other }];
  });
  let moved = 0;
  for (const [tenantId, own] of Map.groupBy(moves, (move) => move.tenantId)) {
    const rows = own.map(({ i, q, c }) => ({ i, q, c }));
    const done = await inTenant(db, tenantId, (trx) =>
      sql`update sms_segment p set carrier_id = w.c from (
          select w.message_id, w.sequence, g.c from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(i uuid, q smallint, c uuid)
          join sms_segment w on w.message_id = g.i and w.sequence = g.q
          where w.state = 'waiting' and w.carrier_id = ${carrierId}::uuid for update of w skip locked) w
        where p.message_id = w.message_id and p.sequence = w.sequence`.execute(trx),
    );
    moved += Number(done.numAffectedRows ?? 0n);
  }
  return moved;
}

/** Whether the installation uses SMS at all. */
export async function isShortMessagingInUse(db: Database): Promise<boolean> {
  const { rows } = await sql<{ readonly isInUse: boolean }>`select is_sms_in_use() as is_in_use`.execute(db);
  return rows[0]?.isInUse ?? false;
}
