import { Temporal } from "temporal-polyfill";
import type { PromiseTerms, WorkingCalendar } from "../../regulation/index.ts";
import type { PromiseReading } from "./promise-clock.ts";
import { addWorkingDays, handOverDay } from "./working-days.ts";

/** What the levels of a promise are read from. */
type Counted = Pick<PromiseReading, "usedDays" | "workingDays" | "holder" | "endedAt">;

/** The working day of a promise on which a level (percent) is reached: its share of the days, rounded up. */
export function dayOfLevel(level: number, workingDays: number): number {
  return Math.max(1, Math.ceil((workingDays * level) / 100));
}

/** The levels reached today, lowest first; none while the applicant has the ball or after the end. */
export function levelsReached(reading: Counted, levels: readonly number[]): readonly number[] {
  if (!isCounting(reading)) return [];
  return levels
    .filter((level) => reading.usedDays >= dayOfLevel(level, reading.workingDays))
    .toSorted((left, right) => left - right);
}

/** A promise that is overdue and still open is counted on. */
function isCounting({ holder, endedAt }: Counted): boolean {
  return holder === "ministry" && endedAt === null;
}

/**
 * The local day on which the next level is reached if nothing happens until then; null when none is left, or while the
 * days stand still. `today` is the local day of the reading.
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

/** A correction round: the applicant may correct until the end of `until`, and is reminded on `remindOn`. */
export interface RepairRound {
  readonly remindOn: readonly { readonly level: number; readonly day: string }[];
  /** Local date, included. */
  readonly until: string;
}

/** Counts a correction round from the hand-over day of the return. */
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
