import { sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { Grant, PrefixRates } from "./prefix-rate.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Counters stay for a while after their hour, since another process may be late. */
const LATE_MS = 2 * HOUR_MS;

/** Messages of a call centre by prefix, for which a grant is requested. */
export interface PrefixDemand {
  readonly tenantId: string;
  /** Messages that are accepted, or that are sent to a carrier. */
  readonly kind: "taken" | "sent";
  readonly wishes: ReadonlyMap<string, number>;
  readonly rates: PrefixRates;
  readonly nowMs: number;
}

/** A grant, and whether it is the first of its hour below the requested number. */
export interface StoredGrant extends Grant {
  readonly isNews: boolean;
}

interface GrantRow {
  readonly prefix: string;
  readonly granted: number;
  readonly isHourFull: boolean;
  readonly isNews: boolean;
}

/**
 * Grants and counts messages to each prefix in this minute and this hour, in one statement for all of them. Concurrent requests for the same prefix wait for
 * this transaction, so that all together never exceed the rates. Rows are locked in the order of prefixes.
 */
export async function grantPrefixes(
  trx: DatabaseTransaction,
  { tenantId, kind, wishes, rates, nowMs }: PrefixDemand,
): Promise<ReadonlyMap<string, StoredGrant>> {
  if (wishes.size === 0) return new Map();
  const [minuteMs, hourMs] = [nowMs - (nowMs % MINUTE_MS), nowMs - (nowMs % HOUR_MS)];
  const rows = [...wishes].map(([p, n]) => ({ p, n }));
  const most = Math.min(rates.perMinute, rates.perHour);
  const found = await sql<GrantRow>`${sql.raw(PREPARED)}
    insert into sms_prefix_rate as f (tenant_id, prefix, kind, minute_at, minute_count, hour_at, hour_count, wanted, granted, is_news, told_hour)
    select ${tenantId}::uuid, p, ${kind}::text, ${new Date(minuteMs)}::timestamptz, least(n, ${most}::int), ${new Date(hourMs)}::timestamptz,
      least(n, ${most}::int), n, least(n, ${most}::int), n > ${most}::int, case when n > ${most}::int then ${new Date(hourMs)}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(p text, n int) order by p
    on conflict (tenant_id, prefix, kind) do update
    set (minute_at, minute_count, hour_at, hour_count, wanted, granted, is_news, told_hour) = (
      select greatest(f.minute_at, excluded.minute_at), c.m + g.g, c.hour, c.h + g.g, excluded.wanted, g.g,
        g.g < excluded.wanted and f.told_hour is distinct from c.hour,
        case when g.g < excluded.wanted then c.hour else f.told_hour end
      from (select greatest(f.hour_at, excluded.hour_at) as hour,
          case when f.minute_at >= excluded.minute_at then f.minute_count else 0 end as m,
          case when f.hour_at >= excluded.hour_at then f.hour_count else 0 end as h) c
        cross join lateral (
          select greatest(0, least(excluded.wanted, ${rates.perMinute}::int - c.m, ${rates.perHour}::int - c.h)) as g) g)
    returning prefix, granted, hour_count >= ${rates.perHour}::int as is_hour_full, is_news`.execute(trx);
  return new Map(
    found.rows.map(({ prefix, granted, isHourFull, isNews }) => [
      prefix,
      { granted, isNews, fullUntilMs: isHourFull ? hourMs + HOUR_MS : minuteMs + MINUTE_MS },
    ]),
  );
}

/** Deletes counters of past hours; returns how many. */
export async function forgetRates(
  db: Database,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_sms_rates(${new Date(nowMs - LATE_MS)}::timestamptz, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}
