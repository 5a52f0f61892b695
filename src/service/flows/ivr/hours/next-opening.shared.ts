import { Temporal } from "temporal-polyfill";
import type { OpeningHours } from "../contract.ts";
import { type DayOff, type Opening, openingAt } from "./opening.shared.ts";

/** Maximum days that are searched for a change. */
const SEARCH_DAYS_MAX = 400;

/** The result of hours at an instant, and when it changes. */
export interface OpeningNow {
  readonly opening: Opening;
  /** The next instant of a change between open and not open; null beyond the searched days. */
  readonly changesAtMs: number | null;
}

/** Whether hours are open at an instant, and until when that stays unchanged. */
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

/** Instants of a local day at which a state may change, in order: its midnight, and the ends of all intervals of any day. */
function boundariesOf(hours: OpeningHours, date: Temporal.PlainDate): readonly number[] {
  const days = [...Object.values(hours.week), ...hours.specialDays.map((day) => day.hours)];
  const times = new Set(["00:00", ...days.flatMap((spans) => spans.flatMap(({ from, to }) => [from, to]))]);
  return [...times]
    .filter((time) => time !== "24:00")
    .sort()
    .map((time) => date.toZonedDateTime({ timeZone: hours.zone, plainTime: time }).epochMilliseconds);
}
