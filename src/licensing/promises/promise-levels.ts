import { Temporal } from "temporal-polyfill";
import type { PromiseTerms, WorkingCalendar } from "../../regulation/index.ts";
import type { PromiseReading } from "./promise-clock.ts";
import { addWorkingDays, handOverDay } from "./working-days.ts";

/** The fields of a processing time that its levels depend on. */
type Counted = Pick<PromiseReading, "usedDays" | "workingDays" | "holder" | "endedAt">;

/** The working day on which a level (percent) is reached: its share of the days, rounded up. */
export function dayOfLevel(level: number, workingDays: number): number {
  return Math.max(1, Math.ceil((workingDays * level) / 100));
}

/** The levels reached today, lowest first; none while the applicant must act or after the end. */
export function levelsReached(reading: Counted, levels: readonly number[]): readonly number[] {
  if (!isCounting(reading)) return [];
  return levels
    .filter((level) => reading.usedDays >= dayOfLevel(level, reading.workingDays))
    .toSorted((left, right) => left - right);
}

/** An overdue, open processing time continues to count. */
function isCounting({ holder, endedAt }: Counted): boolean {
  return holder === "ministry" && endedAt === null;
}

/**
 * The local day on which the next level is reached without further events; null if none is left, or during a pause.
 * `today` is the local day of the computation.
 */
export function nextLevelDay(
  reading: Counted,
  levels: readonly number[],
  days: { readonly today: string; readonly calendar: WorkingCalendar },
): string | null {
  if (!isCounting(reading)) return null;
  const missing = levels
    .map((level) => dayOfLevel(level, reading.workingDays) - reading.usedDays)
    .filter((left) => left > 0);
  if (missing.length === 0) return null;
  return addWorkingDays(Temporal.PlainDate.from(days.today), Math.min(...missing), days.calendar).toString();
}

/** A correction round: the applicant may submit a correction until the end of `until`, and is reminded on `remindOn`. */
export interface RepairRound {
  readonly remindOn: readonly { readonly level: number; readonly day: string }[];
  /** Local date, included. */
  readonly until: string;
}

/** Computes a correction round from the hand-over day of the return. */
export function repairRound(
  returnedMs: number,
  rules: { readonly workingDays: number; readonly levels: readonly number[] },
  count: { readonly terms: Pick<PromiseTerms, "zone" | "cutOff">; readonly calendar: WorkingCalendar },
): RepairRound {
  const { calendar, terms } = count;
  const received = handOverDay(returnedMs, terms, calendar);
  const dayOf = (days: number) => addWorkingDays(received, days, calendar).toString();
  return {
    remindOn: rules.levels.map((level) => ({ level, day: dayOf(dayOfLevel(level, rules.workingDays)) })),
    until: dayOf(rules.workingDays),
  };
}
