import { type RawBuilder, sql } from "kysely";
import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type LatencyCount, withinMs } from "./latency.ts";
import { REPORT_DAYS_MAX } from "./limits.shared.ts";

/** A period of days, both included. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** Dimensions of a call centre's report. */
export type ReportBy = "day" | "carrier" | "sender" | "category";

/** Metrics of accepted messages under one name. */
export interface Figures {
  readonly key: string;
  readonly name: string;
  readonly messages: number;
  readonly segments: number;
  readonly delivered: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly priceRupiah: number;
}

const ROWS_MAX = 1_000;
/** Limit of rows of one day: above the number of combinations of carriers, sender ids, categories and states of a call centre. */
const LINES_MAX = 100_000;
const MINUTES = 60;
const MINUTE_MS = 60_000;
/** Minute metrics are deleted after a day. */
const MINUTES_KEEP_MS = 86_400_000;
const FOLD_MAX = 20_000;

const KEYS: Readonly<Record<ReportBy, RawBuilder<unknown>>> = {
  day: sql`d.day::text`,
  carrier: sql`d.carrier_id::text`,
  sender: sql`d.sender_id::text`,
  category: sql`d.category`,
};
const NAMES: Readonly<Record<ReportBy, RawBuilder<unknown>>> = {
  day: sql`d.day::text`,
  carrier: sql`max(c.name)`,
  sender: sql`max(s.value)`,
  category: sql`d.category`,
};

/** Adds new tallies to the metrics; returns how many rows. */
export async function foldTallies(db: Database, nowMs: number): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select fold_sms_tallies(${FOLD_MAX}::int, ${new Date(nowMs - MINUTES_KEEP_MS)}::timestamptz) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Metrics of the transaction's call centre, read from daily rows, never from messages. */
export function figuresQuery({
  tenantId,
  from,
  until,
  by,
}: Days & { readonly tenantId: string; readonly by: ReportBy }) {
  const name = by === "day" || by === "category" ? sql`${KEYS[by]}` : NAMES[by];
  return sql<Figures>`
    select ${KEYS[by]} as key, ${name} as name,
      coalesce(sum(d.messages) filter (where d.state = 'accepted'), 0)::bigint as messages,
      coalesce(sum(d.segments) filter (where d.state = 'accepted'), 0)::bigint as segments,
      coalesce(sum(d.segments) filter (where d.state = 'delivered'), 0)::bigint as delivered,
      coalesce(sum(d.segments) filter (where d.state not in ('accepted', 'delivered', 'cancelled')), 0)::bigint as failed,
      coalesce(sum(d.segments) filter (where d.state = 'cancelled'), 0)::bigint as cancelled,
      sum(d.price_rupiah)::bigint as price_rupiah
    from sms_day d left join sms_carrier c on c.id = d.carrier_id left join sms_sender s on s.id = d.sender_id
    where d.tenant_id = ${tenantId}::uuid and d.day between ${from}::date and ${until}::date
    group by ${KEYS[by]} order by ${KEYS[by]} limit ${ROWS_MAX}::int`;
}

/** The metrics with delivery latency. */
export async function readFigures(
  trx: DatabaseTransaction,
  asked: Days & { readonly tenantId: string; readonly by: ReportBy },
) {
  const { rows } = await figuresQuery(asked).execute(trx);
  const key = KEYS[asked.by];
  const latencies = await sql<LatencyCount & { readonly key: string }>`
    select ${key} as key, d.bucket, sum(d.segments)::bigint as segments from sms_day_latency d
    where d.tenant_id = ${asked.tenantId}::uuid and d.day between ${asked.from}::date and ${asked.until}::date
    group by ${key}, d.bucket`.execute(trx);
  const byKey = Map.groupBy(latencies.rows, (row) => row.key);
  return rows.map((row) => {
    const counts = byKey.get(row.key) ?? [];
    return { ...withRate(row), p50Ms: withinMs(counts, 0.5), p95Ms: withinMs(counts, 0.95) };
  });
}

/** Metrics of all call centres. */
export async function installationFigures(
  db: Database,
  { from, until, by }: Days & { readonly by: "day" | "carrier" | "tenant" | "category" },
) {
  const { rows } = await sql<Figures & { readonly costRupiah: number }>`
    select * from sms_days_of_installation(${from}::date, ${until}::date, ${by}, ${ROWS_MAX}::int)`.execute(db);
  return rows.map(withRate);
}

function withRate<Row extends Figures>(row: Row) {
  const ended = row.delivered + row.failed;
  return { ...row, deliveryRate: ended === 0 ? null : row.delivered / ended };
}

/** One line of the report file. */
export interface DayLine {
  readonly day: string;
  readonly carrier: string | null;
  readonly sender: string | null;
  readonly category: string;
  readonly state: string;
  readonly messages: number;
  readonly segments: number;
  readonly priceRupiah: number;
}

/** All rows of the period, day by day: streamed, so that they are never all in memory. */
export async function* dayLines(
  db: Database,
  { tenantId, from, until }: Days & { readonly tenantId: string },
): AsyncGenerator<DayLine> {
  const days = await inTenant(db, tenantId, (trx) =>
    sql<{ readonly day: string }>`select distinct day from sms_day
      where tenant_id = ${tenantId}::uuid and day between ${from}::date and ${until}::date order by day limit ${REPORT_DAYS_MAX}::int`.execute(
      trx,
    ),
  );
  for (const { day } of days.rows) {
    const { rows } = await inTenant(db, tenantId, (trx) =>
      sql<DayLine>`
        select d.day, c.name as carrier, s.value as sender, d.category, d.state, d.messages, d.segments, d.price_rupiah
        from sms_day d left join sms_carrier c on c.id = d.carrier_id left join sms_sender s on s.id = d.sender_id
        where d.tenant_id = ${tenantId}::uuid and d.day = ${day}::date
        order by c.name, s.value, d.category, d.state, d.carrier_id, d.sender_id limit ${LINES_MAX + 1}::int`.execute(
        trx,
      ),
    );
    if (rows.length > LINES_MAX) throw new Error(`more than ${LINES_MAX} lines of ${day}`);
    yield* rows;
  }
}

/** The last hour of the transaction's call centre by minutes, empty minutes included. */
export async function lastHour(
  trx: DatabaseTransaction,
  { tenantId, nowMs }: { readonly tenantId: string; readonly nowMs: number },
) {
  const lastMs = nowMs - (nowMs % MINUTE_MS);
  const firstMs = lastMs - (MINUTES - 1) * MINUTE_MS;
  const rows = await trx
    .selectFrom("smsMinute")
    .select(["minute", "accepted", "delivered", "failed"])
    .where("tenantId", "=", tenantId)
    .where("minute", ">=", new Date(firstMs))
    .where("minute", "<=", new Date(lastMs))
    .execute();
  const byMinute = new Map(rows.map((row) => [row.minute.getTime(), row]));
  return Array.from({ length: MINUTES }, (_, nth) => {
    const atMs = firstMs + nth * MINUTE_MS;
    const { accepted = 0, delivered = 0, failed = 0 } = byMinute.get(atMs) ?? {};
    return { at: new Date(atMs).toISOString(), accepted, delivered, failed };
  });
}
