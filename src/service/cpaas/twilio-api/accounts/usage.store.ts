import { type RawBuilder, sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { CountedCategory, UsageDays } from "./usage-period.ts";

/** What was used on some days: events, what they are priced by, and what they cost. */
export interface UsageSum {
  /** Which of the days that were asked for. */
  readonly nth: number;
  readonly category: CountedCategory;
  readonly count: number;
  /** Minutes that were begun, or segments of messages. */
  readonly usage: number;
  readonly rupiah: number;
}

/** Since when, and by which clocks, usage of the transaction's call centre is counted; undefined without one. */
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

/** Sums of days of the transaction's call centre that follow each other, oldest first. Of nothing there is no sum. */
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

/** The beginnings of what is asked for, and the end of the last, as instants and as days. */
interface Bounds {
  readonly at: RawBuilder<unknown>;
  readonly day: RawBuilder<unknown>;
  readonly count: number;
}

const nextDay = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** Which of the days something is of, and whether it is of any. */
function placed(column: RawBuilder<unknown>, bounds: RawBuilder<unknown>, count: number) {
  return {
    nth: sql<number>`width_bucket(${column}, ${bounds}) - 1`,
    isIn: sql`${column} >= (${bounds})[1] and ${column} < (${bounds})[${count + 1}::int]`,
  };
}

/** Calls in which somebody, or a document, answered: by the day on which they began, each minute that was begun. */
function callSums({ at, count }: Bounds) {
  const { nth, isIn } = placed(sql`c.began_at`, at, count);
  return sql<UsageSum>`
    select ${nth} as nth,
      case c.direction when 'inbound' then 'calls-inbound' when 'outbound' then 'calls-outbound' else 'calls-client' end as category,
      count(*)::float8 as count, sum(ceil(c.talk_ms / 60000.0))::float8 as usage, sum(c.charge_rupiah)::float8 as rupiah
    from cdr c where ${isIn} and c.answered_at is not null group by 1, 2`;
}

/** Recordings that came to something, also those that were taken away since. */
function recordingSums({ at, count }: Bounds) {
  const { nth, isIn } = placed(sql`r.began_at`, at, count);
  return sql<UsageSum>`
    select ${nth} as nth, 'recordings' as category, count(*)::float8 as count,
      sum(ceil(r.duration_ms / 60000.0))::float8 as usage, 0::float8 as rupiah
    from recording r where ${isIn} and r.duration_ms is not null and r.state in ('kept', 'deleted') group by 1`;
}

/** What people wrote: a long message once, and each of its parts. */
function inboundSums({ at, count }: Bounds) {
  const { nth, isIn } = placed(sql`i.received_at`, at, count);
  return sql<UsageSum>`
    select ${nth} as nth, 'sms-inbound' as category, (count(*) filter (where coalesce(i.place, 1) = 1))::float8 as count,
      count(*)::float8 as usage, 0::float8 as rupiah
    from sms_inbound i where ${isIn} group by 1`;
}

/** What was taken for sending, from the sums of days; money that came back is off. */
function sentSums({ day, count }: Bounds) {
  const { nth, isIn } = placed(sql`d.day`, day, count);
  return sql<UsageSum>`
    select ${nth} as nth, 'sms-outbound' as category,
      coalesce(sum(d.messages) filter (where d.state = 'accepted'), 0)::float8 as count,
      coalesce(sum(d.segments) filter (where d.state = 'accepted'), 0)::float8 as usage, sum(d.price_rupiah)::float8 as rupiah
    from sms_day d where ${isIn} group by 1`;
}
