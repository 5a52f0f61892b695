import { Temporal } from "temporal-polyfill";
import type { OpeningHours } from "../contract.ts";
import { type DayOff, type Opening, openingAt } from "./opening.shared.ts";

/** Days that are looked ahead for a change. */
const SEARCH_DAYS_MAX = 400;

/** What hours say at an instant, and when that ends. */
export interface OpeningNow {
  readonly opening: Opening;
  /** The next instant at which open becomes not open, or the other way round; null where that is beyond the days looked at. */
  readonly changesAtMs: number | null;
}

/** Whether hours are open at an instant, and until when they stay as they are. */
export function openingFrom(
  hours: OpeningHours,
  when: { readonly nowMs: number; readonly daysOff: readonly DayOff[] },
): OpeningNow {
  const opening = openingAt(hours, when);
  const isOpen = opening === "open";
  const local = Temporal.Instant.fromEpochMilliseconds(when.nowMs).toZonedDateTimeISO(hours.zone).toPlainDate();
  for (let ahead = 0; ahead < SEARCH_DAYS_MAX; ahead += 1) {
    const changed = boundariesOf(hours, local.add({ days: ahead }))
      .filter((atMs) => atMs > when.nowMs)
      .find((atMs) => (openingAt(hours, { ...when, nowMs: atMs }) === "open") !== isOpen);
    if (changed !== undefined) return { opening, changesAtMs: changed };
  }
  return { opening, changesAtMs: null };
}

/** Instants of a local day at which something may begin or end, in order: its midnight, and the ends of all spans of any day. */
function boundariesOf(hours: OpeningHours, date: Temporal.PlainDate): readonly number[] {
  const days = [...Object.values(hours.week), ...hours.specialDays.map((day) => day.hours)];
  const times = new Set(["00:00", ...days.flatMap((spans) => spans.flatMap(({ from, to }) => [from, to]))]);
  return [...times]
    .filter((time) => time !== "24:00")
    .sort()
    .map((time) => date.toZonedDateTime({ timeZone: hours.zone, plainTime: time }).epochMilliseconds);
}
