import { Temporal } from "temporal-polyfill";
import {
  type CalendarYear,
  nextOfficeDate,
  type PromiseTerms,
  type ReminderRules,
  type WorkingCalendar,
} from "../../regulation/index.ts";
import type { PromiseReading } from "./promise-clock.ts";
import { levelsReached, nextLevelDay, repairRound } from "./promise-levels.ts";

/** The time-driven state of an open case and the date of its next examination. Days are local dates. */
export interface PromiseWatch {
  /** Number of the run, from 0. */
  readonly run: number;
  /** The clock that is running. */
  readonly clock: "promise" | "repair";
  /** Levels (percent) of that clock reached by today, lowest first. */
  readonly reached: readonly number[];
  /** The last day for a correction of a returned case; null otherwise. */
  readonly repairUntil: string | null;
  /** True if the correction period has passed without a correction. */
  readonly isLapsed: boolean;
  /** The due date as of the last event; null if no processing time runs. */
  readonly promisedOn: string | null;
  /** The next day of a time-driven change; null if there is none. */
  readonly nextOn: string | null;
}

/** The watch of a case without time-driven changes. */
export const NOTHING_WATCHED: PromiseWatch = {
  run: 0,
  clock: "promise",
  reached: [],
  repairUntil: null,
  isLapsed: false,
  promisedOn: null,
  nextOn: null,
};

/** The key of calendars, from their years and the days on which they became known, as stored with a case. */
export function calendarsKey(calendars: readonly CalendarYear[]): string {
  return calendars
    .map(({ year, knownFrom }) => `${year}@${knownFrom}`)
    .toSorted((left, right) => left.localeCompare(right))
    .join(" ");
}

/** Input of a watch. */
export interface WatchedPromise {
  /** The processing time today; null if there is none. */
  readonly reading: PromiseReading | null;
  /** The due date as of the last event. */
  readonly promisedOn: string | null;
  /** When a correction was requested; null if none is pending. */
  readonly returnedMs: number | null;
  /** Local date. */
  readonly today: string;
  readonly rules: ReminderRules;
  readonly terms: Pick<PromiseTerms, "zone" | "cutOff">;
  readonly calendar: WorkingCalendar;
}

/** Computes the watch of a case: of the ministry's processing time, or of the applicant's correction period. */
export function watchPromise(watched: WatchedPromise): PromiseWatch {
  const { reading, promisedOn, returnedMs, today, rules, terms, calendar } = watched;
  if (reading === null || reading.endedAt !== null) return NOTHING_WATCHED;
  const found = { ...NOTHING_WATCHED, run: reading.earlierRuns.length, promisedOn };
  if (returnedMs === null) {
    const reached = levelsReached(reading, rules.promiseLevels);
    return { ...found, reached, nextOn: nextLevelDay(reading, rules.promiseLevels, { today, calendar }) };
  }
  const counted = { workingDays: rules.repairDays, levels: rules.repairLevels };
  const round = repairRound(returnedMs, counted, { terms, calendar });
  const isLapsed = Temporal.PlainDate.compare(today, round.until) > 0;
  const reached = isLapsed ? [] : round.remindOn.filter(({ day }) => day <= today).map(({ level }) => level);
  const days = [...round.remindOn.map(({ day }) => day), nextOfficeDate(round.until)].filter((day) => day > today);
  const nextOn = days.toSorted((left, right) => left.localeCompare(right))[0] ?? null;
  return { ...found, clock: "repair", reached, repairUntil: round.until, isLapsed, nextOn };
}
