import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { INTERVAL_MS } from "./interval.ts";
import type { CountedRange } from "./queue-figures.ts";

/** The maximum of days in one report. */
export const REPORT_DAYS_MAX = 31;

/** The tolerance for a wall clock that was set back: events a little before and after a range may belong to it. */
export const CLOCK_SLACK_MS = 10 * 60_000;

const DAY_MS = 24 * 3_600_000;

/** Why a range of half hours is refused. */
export type RangeRefusal = "report-turned-round" | "report-too-long";

/** Days ("2026-11-26") or half hours ("2026-11-26T22:30") in the local time of a zone; `until` is exclusive. */
export interface ReportRange {
  readonly from: string;
  readonly until: string;
}

/** The instants of a range, in the local time of `zone`. */
export function readRange({ from, until }: ReportRange, zone: string): Result<CountedRange, RangeRefusal> {
  const [fromMs, untilMs] = [instantMs(from, zone), instantMs(until, zone)];
  if (fromMs >= untilMs) return refuse("report-turned-round");
  return untilMs - fromMs > REPORT_DAYS_MAX * DAY_MS ? refuse("report-too-long") : ok({ fromMs, untilMs });
}

function instantMs(text: string, zone: string): number {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
}

/** The first complete day of data that begins at an instant: "2026-11-26" in the local time of `zone`. */
export function firstWholeDay(sinceMs: number, zone: string): string {
  const since = Temporal.Instant.fromEpochMilliseconds(sinceMs).toZonedDateTimeISO(zone);
  const isWhole = since.startOfDay().epochMilliseconds === sinceMs;
  return since
    .toPlainDate()
    .add({ days: isWhole ? 0 : 1 })
    .toString();
}

/** The beginnings of all half hours of a range, with or without events. */
export function halfHoursOf({ fromMs, untilMs }: CountedRange): readonly number[] {
  return Array.from({ length: Math.ceil((untilMs - fromMs) / INTERVAL_MS) }, (_, nth) => fromMs + nth * INTERVAL_MS);
}
