import { Temporal } from "temporal-polyfill";
import { type DayOff, type OpeningHours, openingAt, openingFrom } from "../../flows/ivr/index.ts";

const STEP_MINUTES = 30;
const STEP_MS = STEP_MINUTES * 60_000;
/** The minimum time before an offered callback. */
const LEAD_MS = 10 * 60_000;
/** The maximum of offered times. */
const OFFERED_MAX = 400;

/** The parameters of offered times. */
export interface OfferedTimesQuery {
  readonly hours: OpeningHours;
  readonly daysOff: readonly DayOff[];
  readonly nowMs: number;
  readonly daysAhead: number;
}

/** Whether the call centre is open now, and the next opening when it is closed; null when that is unknown. */
export function isOpenNow({ hours, daysOff, nowMs }: OfferedTimesQuery): {
  readonly isOpen: boolean;
  readonly opensAtMs: number | null;
} {
  const { opening, changesAtMs } = openingFrom(hours, { nowMs, daysOff });
  return opening === "open" ? { isOpen: true, opensAtMs: null } : { isOpen: false, opensAtMs: changesAtMs };
}

/** The offered times: full and half hours inside opening hours, from the minimum lead time to the end of the last day. */
export function offeredTimes(query: OfferedTimesQuery): readonly number[] {
  const { first, last } = boundsOf(query);
  const found: number[] = [];
  for (let atMs = first; atMs < last && found.length < OFFERED_MAX; atMs += STEP_MS)
    if (isOpenAt(query, atMs)) found.push(atMs);
  return found;
}

/** Whether a time may be requested: it is ahead, within the days, on a full or half hour, and in opening hours. */
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
