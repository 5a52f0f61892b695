import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** The prices of outbound minutes of a call centre, and its spending limit in a calendar month of its time zone. */
export interface CentreSpending {
  readonly timeZone: string;
  /** The monthly limit in rupiah; null without one. */
  readonly maxRupiah: number | null;
  /** Rupiah for a minute, by the kind of number (national, short, abroad, premium); a kind that is left out is free. */
  readonly prices: Readonly<Record<string, number>>;
  /** The charges of call detail records by month (`2026-11`), the newest months only. */
  readonly spentRupiah: Readonly<Record<string, number>>;
}

/** Legs over trunks with a price, and the charges of calls that ended since this switch started. */
export interface Spending {
  readonly legs: ReadonlyMap<string, CostingLeg>;
  /** By call centre and month. The database may have newer totals in the directory: the larger value counts. */
  readonly settled: ReadonlyMap<string, number>;
}

interface CostingLeg {
  readonly tenantId: string;
  readonly minuteRupiah: number;
  readonly sinceMs: number;
  /** When its far end left; its charge stays reserved until the call detail record contains it. */
  readonly overAtMs: number | null;
}

/** Without charges. */
export const NO_SPENDING: Spending = { legs: new Map(), settled: new Map() };

const MINUTE_MS = 60_000;

/** The charge of `ms` of talk: by the millisecond, rounded up to a rupiah. */
export function chargeOf(minuteRupiah: number, ms: number): number {
  return Math.ceil((minuteRupiah * Math.max(0, ms)) / MINUTE_MS);
}

/**
 * Reserves the charge of a leg's first minute within the monthly limit of its call centre. Legs in progress count with their current charge, and at least
 * one minute; a call is never ended when the charge grows beyond the limit.
 */
export function takeSpending(
  spending: Spending,
  wish: {
    readonly legId: string;
    readonly tenantId: string;
    readonly minuteRupiah: number;
    readonly centre: CentreSpending | null;
    readonly month: string;
    readonly nowMs: number;
  },
): Result<Spending, "spending-limit"> {
  const { legId, tenantId, minuteRupiah, centre, nowMs } = wish;
  if (minuteRupiah === 0) return ok(spending);
  const leg: CostingLeg = { tenantId, minuteRupiah, sinceMs: nowMs, overAtMs: null };
  const max = centre?.maxRupiah ?? null;
  if (max !== null && spentBy(spending, wish) + minuteRupiah > max) return refuse("spending-limit");
  return ok({ ...spending, legs: new Map(spending.legs).set(legId, leg) });
}

/** The charges of a call centre this month, by records and by legs in progress. */
export function spentBy(
  { legs, settled }: Spending,
  facts: {
    readonly tenantId: string;
    readonly centre: CentreSpending | null;
    readonly month: string;
    readonly nowMs: number;
  },
): number {
  const { tenantId, centre, month, nowMs } = facts;
  const known = Math.max(centre?.spentRupiah[month] ?? 0, settled.get(keyOf(tenantId, month)) ?? 0);
  const own = [...legs.values()].filter((leg) => leg.tenantId === tenantId);
  return own.reduce((sum, leg) => {
    const ms = Math.max(MINUTE_MS, (leg.overAtMs ?? nowMs) - leg.sinceMs);
    return sum + chargeOf(leg.minuteRupiah, ms);
  }, known);
}

/** The far end of a leg has left; its charge stays reserved until its call is settled. */
export function legOver(spending: Spending, legId: string, nowMs: number): Spending {
  const leg = spending.legs.get(legId);
  if (leg === undefined || leg.overAtMs !== null) return spending;
  return { ...spending, legs: new Map(spending.legs).set(legId, { ...leg, overAtMs: nowMs }) };
}

/** A call has ended: its record contains the charge, and its ended legs are released. */
export function settleCall(
  spending: Spending,
  ended: {
    readonly legIds: readonly string[];
    readonly tenantId: string;
    readonly month: string;
    readonly chargeRupiah: number;
    readonly centre: CentreSpending | null;
  },
): Spending {
  const { legIds, tenantId, month, chargeRupiah, centre } = ended;
  const over = legIds.filter((id) => (spending.legs.get(id)?.overAtMs ?? null) !== null);
  if (over.length === 0 && chargeRupiah === 0) return spending;
  const legs = new Map([...spending.legs].filter(([id]) => !over.includes(id)));
  if (chargeRupiah === 0) return { ...spending, legs };
  const key = keyOf(tenantId, month);
  const known = Math.max(centre?.spentRupiah[month] ?? 0, spending.settled.get(key) ?? 0);
  return { legs, settled: new Map(ofMonth(spending.settled, month)).set(key, known + chargeRupiah) };
}

/** Drops past months. */
function ofMonth(settled: Spending["settled"], month: string): readonly (readonly [string, number])[] {
  return [...settled].filter(([key]) => key.slice(-month.length) >= month);
}

function keyOf(tenantId: string, month: string): string {
  return `${tenantId} ${month}`;
}
