import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** Local days, both included, as YYYY-MM-DD; no bound when left out. */
export interface DayRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Instants in milliseconds since 1970: from the first, up to but not including the second; null without a bound. */
export interface InstantRange {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

/** The instants of local days in a zone: from the first midnight to the one after the last day. */
export function instantsOf({ from, to }: DayRange, timeZone: string): Result<InstantRange, "days-turned-round"> {
  if (from !== undefined && to !== undefined && from > to) return refuse("days-turned-round");
  return ok({
    fromMs: from === undefined ? null : midnight(Temporal.PlainDate.from(from), timeZone),
    untilMs: to === undefined ? null : midnight(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone),
  });
}

function midnight(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime(timeZone).epochMilliseconds;
}
