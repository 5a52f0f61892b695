import { Temporal } from "temporal-polyfill";
import { type DayOff, type OpeningHours, openingAt, openingFrom } from "../../flows/ivr/index.ts";

const STEP_MINUTES = 30;
const STEP_MS = STEP_MINUTES * 60_000;
/** Nobody is promised an hour that begins sooner than this. */
const LEAD_MS = 10 * 60_000;
/** Hours that are offered at the most. */
const OFFERED_MAX = 400;

/** What is asked of hours. */
export interface OfferedTimesQuery {
  readonly hours: OpeningHours;
  readonly daysOff: readonly DayOff[];
  readonly nowMs: number;
  readonly daysAhead: number;
}

/** Whether somebody is there now, and when next where nobody is; null where that is not known. */
export function isOpenNow({ hours, daysOff, nowMs }: OfferedTimesQuery): {
  readonly isOpen: boolean;
  readonly opensAtMs: number | null;
} {
  const { opening, changesAtMs } = openingFrom(hours, { nowMs, daysOff });
  return opening === "open" ? { isOpen: true, opensAtMs: null } : { isOpen: false, opensAtMs: changesAtMs };
}

/** The hours that are offered: full and half ones inside opening hours, from soon on to the end of the last day. */
export function offeredTimes(query: OfferedTimesQuery): readonly number[] {
  const { first, last } = boundsOf(query);
  const found: number[] = [];
  for (let atMs = first; atMs < last && found.length < OFFERED_MAX; atMs += STEP_MS)
    if (isOpenAt(query, atMs)) found.push(atMs);
  return found;
}

/** Whether an hour may be asked for: it lies ahead, within the days, on a full or half hour, and in opening hours. */
export function isTimeOffered(query: OfferedTimesQuery, atMs: number): boolean {
  const { first, last } = boundsOf(query);
  return atMs >= first && atMs < last && atMs % STEP_MS === 0 && isOpenAt(query, atMs);
}

function boundsOf({ hours, nowMs, daysAhead }: OfferedTimesQuery): { readonly first: number; readonly last: number } {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(hours.zone).startOfDay();
  const last = today.add({ days: daysAhead + 1 }).epochMilliseconds;
  return { first: Math.ceil((nowMs + LEAD_MS) / STEP_MS) * STEP_MS, last };
}

function isOpenAt({ hours, daysOff }: OfferedTimesQuery, atMs: number): boolean {
  return openingAt(hours, { nowMs: atMs, daysOff }) === "open";
}
