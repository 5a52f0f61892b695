import { type RawBuilder, sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { CountedCategory, UsageDays } from "./usage-period.ts";

/** Usage sum of a period: events, billed units and price. */
export interface UsageSum {
  /** Index of the period. */
  readonly nth: number;
  readonly category: CountedCategory;
  readonly count: number;
  /** Started minutes, or message segments. */
  readonly usage: number;
  readonly rupiah: number;
}

/** Start of the usage data of the transaction's call centre, and its time zone; undefined for an unknown call centre. */
export async function usageGround(
  trx: DatabaseTransaction,
  tenantId: string,
): Promise<{ readonly sinceMs: number; readonly zone: string } | undefined> {
  const { rows } = await sql<{ readonly since: Date; readonly zone: string }>`
    select t.time_zone as zone, least(t.created_at, (select min(c.began_at) from cdr c),
      (select min(d.day)::timestamp at time zone t.time_zone from sms_day d)) as since
    from tenant t where t.id = ${tenantId}::uuid`.execute(trx);
  const [row] = rows;
  return row === undefined ? undefined : { sinceMs: row.since.getTime(), zone: row.zone };
}

/** Usage sums of consecutive periods of the transaction's call centre, oldest first. Periods without usage have no sum. */
export async function usageSums(
  trx: DatabaseTransaction,
  asked: {
    readonly periods: readonly UsageDays[];
    readonly categories: ReadonlySet<CountedCategory>;
    readonly zone: string;
  },
): Promise<readonly UsageSum[]> {
  const { periods, categories, zone } = asked;
  const last = periods.at(-1);
  if (last === undefined) return [];
  const days = [...periods.map(({ from }) => from), nextDay(last.until)];
  const instants = days.map((day) => Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
  const bounds: Bounds = {
    at: sql`${instants.map((ms) => new Date(ms).toISOString())}::timestamptz[]`,
    day: sql`${days}::date[]`,
    count: periods.length,
  };
  const has = (...some: readonly CountedCategory[]) => some.some((one) => categories.has(one));
  const found = [
    ...(has("calls-client", "calls-inbound", "calls-outbound") ? [callSums(bounds)] : []),
    ...(has("recordings") ? [recordingSums(bounds)] : []),
    ...(has("sms-inbound") ? [inboundSums(bounds)] : []),
    ...(has("sms-outbound") ? [sentSums(bounds)] : []),
  ];
  const sums: UsageSum[] = [];
  for (const query of found) sums.push(...(await query.execute(trx)).rows);
  return sums.filter(({ category }) => categories.has(category));
}

/** Boundaries of the periods, as instants and as dates. */
interface Bounds {
  readonly at: RawBuilder<unknown>;
  readonly day: RawBuilder<unknown>;
  readonly count: number;
}

const nextDay = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** SQL for the period index of a row, and for the test that it lies in any period. */
function placed(column: RawBuilder<unknown>, bounds: RawBuilder<unknown>, count: number) {
  return {
    nth: sql<number>`width_bucket(${column}, ${bounds}) - 1`,
    isIn: sql`${column} >= (${bounds})[1] and ${column} < (${bounds})[${count + 1}::int]`,
  };
}

/** Calls that a person or a document answered: by start day, in started minutes. */
function callSums({ at, count }: Bounds) {
  const { nth, isIn } = placed(sql`c.began_at`, at, count);
  return sql<UsageSum>`
    select ${nth} as nth,
      case c.direction when 'inbound' then 'calls-inbound' when 'outbound' then 'calls-outbound' else 'calls-client' end as category,
      count(*)::float8 as count, sum(ceil(c.talk_ms / 60000.0))::float8 as usage, sum(c.charge_rupiah)::float8 as rupiah
    from cdr c where ${isIn} and c.answered_at is not null group by 1, 2`;
}

/** Non-empty recordings, including deleted ones. */
function recordingSums({ at, count }: Bounds) {
  const { nth, isIn } = placed(sql`r.began_at`, at, count);
  return sql<UsageSum>`
    select ${nth} as nth, 'recordings' as category, count(*)::float8 as count,
      sum(ceil(r.duration_ms / 60000.0))::float8 as usage, 0::float8 as rupiah
    from recording r where ${isIn} and r.duration_ms is not null and r.state in ('kept', 'deleted') group by 1`;
}

/** Inbound messages: a concatenated message counts once, its segments count as usage. */
function inboundSums({ at, count }: Bounds) {
  const { nth, isIn } = placed(sql`i.received_at`, at, count);
  return sql<UsageSum>`
    select ${nth} as nth, 'sms-inbound' as category, (count(*) filter (where coalesce(i.place, 1) = 1))::float8 as count,
      count(*)::float8 as usage, 0::float8 as rupiah
    from sms_inbound i where ${isIn} group by 1`;
}

/** Accepted outbound messages, from the daily sums; refunds are deducted. */
function sentSums({ day, count }: Bounds) {
  const { nth, isIn } = placed(sql`d.day`, day, count);
  return sql<UsageSum>`
    select ${nth} as nth, 'sms-outbound' as category,
      coalesce(sum(d.messages) filter (where d.state = 'accepted'), 0)::float8 as count,
      coalesce(sum(d.segments) filter (where d.state = 'accepted'), 0)::float8 as usage, sum(d.price_rupiah)::float8 as rupiah
    from sms_day d where ${isIn} group by 1`;
}
