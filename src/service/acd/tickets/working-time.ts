import { type DayOff, type OpeningHours, openingFrom } from "../../flows/ivr/index.ts";

/** The calendar of an SLA: opening hours in one version, and the days off that were known. */
export interface OpenCalendar {
  readonly hours: OpeningHours;
  readonly daysOff: readonly DayOff[];
}

/** The maximum of changes between open and closed in one walk. */
const CHANGES_MAX = 5_000;

/** The result of a walk through open time: where it ended, and how much of the wanted time was left. */
interface Walked {
  readonly atMs: number;
  readonly leftMs: number;
}

/**
 * Walks open time from an instant on until `wantedMs` of it have passed, or until `untilMs`. The flows module computes opening hours and days
 * off; only the periods between their changes are added here.
 */
export function walkOpen(
  { hours, daysOff }: OpenCalendar,
  { fromMs, untilMs, wantedMs }: { readonly fromMs: number; readonly untilMs: number; readonly wantedMs: number },
): Walked {
  let [atMs, leftMs] = [fromMs, wantedMs];
  for (let nth = 0; nth < CHANGES_MAX && leftMs > 0 && atMs < untilMs; nth += 1) {
    const { opening, changesAtMs } = openingFrom(hours, { nowMs: atMs, daysOff });
    const nextMs = Math.min(changesAtMs ?? untilMs, untilMs);
    if (opening === "open") {
      const passedMs = Math.min(leftMs, nextMs - atMs);
      leftMs -= passedMs;
      atMs += passedMs;
      if (leftMs === 0) break;
    }
    atMs = nextMs;
  }
  return { atMs, leftMs };
}
