import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** What minutes to outside cost a call centre, and how much it may spend in a month of its own zone. */
export interface CentreSpending {
  readonly timeZone: string;
  /** Rupiah that a month may cost; null = as much as it likes. */
  readonly maxRupiah: number | null;
  /** Rupiah for a minute, by what is dialled (national, short, abroad, premium); what is left out costs nothing. */
  readonly prices: Readonly<Record<string, number>>;
  /** What records add up to, by month (`2026-11`), the newest ones only. */
  readonly spentRupiah: Readonly<Record<string, number>>;
}

/** Legs over lines that cost something, and what was spent in calls that ended since this switch began. */
export interface Spending {
  readonly legs: ReadonlyMap<string, CostingLeg>;
  /** By call centre and month. What the database has told since stands in its book: the larger of the two counts. */
  readonly settled: ReadonlyMap<string, number>;
}

interface CostingLeg {
  readonly tenantId: string;
  readonly minuteRupiah: number;
  readonly sinceMs: number;
  /** When its far end left; its price is held until the record of its call says what it was. */
  readonly overAtMs: number | null;
}

/** Nothing spent. */
export const NO_SPENDING: Spending = { legs: new Map(), settled: new Map() };

const MINUTE_MS = 60_000;

/** What `ms` of talk cost: by the millisecond, rounded up to a rupiah. */
export function chargeOf(minuteRupiah: number, ms: number): number {
  return Math.ceil((minuteRupiah * Math.max(0, ms)) / MINUTE_MS);
}

/**
 * Takes what the first minute of a leg costs out of what its call centre may still spend this month. Legs that go on count with what
 * they cost by now, and no less than a minute; nobody's call is ended when that grows beyond the limit.
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

/** What a call centre has spent this month, by records and by what goes on. */
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

/** The far end of a leg has left; what it cost stands until its call is settled. */
export function legOver(spending: Spending, legId: string, nowMs: number): Spending {
  const leg = spending.legs.get(legId);
  if (leg === undefined || leg.overAtMs !== null) return spending;
  return { ...spending, legs: new Map(spending.legs).set(legId, { ...leg, overAtMs: nowMs }) };
}

/** A call has ended: its record says what it cost, and its legs that are over are held no more. */
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

/** Months that are over are remembered no more. */
function ofMonth(settled: Spending["settled"], month: string): readonly (readonly [string, number])[] {
  return [...settled].filter(([key]) => key.slice(-month.length) >= month);
}

function keyOf(tenantId: string, month: string): string {
  return `${tenantId} ${month}`;
}
