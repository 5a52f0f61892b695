import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { INTERVAL_MS } from "./interval.ts";
import type { CountedRange } from "./queue-figures.ts";

/** Days that one report spans at the most. */
export const REPORT_DAYS_MAX = 31;

/** By so much the wall's clock may have been set back: events a little before and after a range may belong to it. */
export const CLOCK_SLACK_MS = 10 * 60_000;

const DAY_MS = 24 * 3_600_000;

/** Why there is no report of these half hours. */
export type RangeRefusal = "report-turned-round" | "report-too-long";

/** Days ("2026-11-26") or half hours ("2026-11-26T22:30") by the clocks of a zone; `until` is not part of the report. */
export interface ReportRange {
  readonly from: string;
  readonly until: string;
}

/** The instants of a range, read by the clocks of `zone`. */
export function readRange({ from, until }: ReportRange, zone: string): Result<CountedRange, RangeRefusal> {
  const [fromMs, untilMs] = [instantMs(from, zone), instantMs(until, zone)];
  if (fromMs >= untilMs) return refuse("report-turned-round");
  return untilMs - fromMs > REPORT_DAYS_MAX * DAY_MS ? refuse("report-too-long") : ok({ fromMs, untilMs });
}

function instantMs(text: string, zone: string): number {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
}

/** The first day of which everything is known, where it is known since an instant: "2026-11-26" by the clocks of `zone`. */
export function firstWholeDay(sinceMs: number, zone: string): string {
  const since = Temporal.Instant.fromEpochMilliseconds(sinceMs).toZonedDateTimeISO(zone);
  const isWhole = since.startOfDay().epochMilliseconds === sinceMs;
  return since
    .toPlainDate()
    .add({ days: isWhole ? 0 : 1 })
    .toString();
}

/** The beginnings of all half hours of a range, whether anything happened in them or not. */
export function halfHoursOf({ fromMs, untilMs }: CountedRange): readonly number[] {
  return Array.from({ length: Math.ceil((untilMs - fromMs) / INTERVAL_MS) }, (_, nth) => fromMs + nth * INTERVAL_MS);
}
