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

/** What a look at the clock of an open case finds, and when to look again. Days are local dates. */
export interface PromiseWatch {
  /** Which counting of the promise, from 0. */
  readonly run: number;
  /** The clock that runs now. */
  readonly clock: "promise" | "repair";
  /** Levels (percent) of that clock reached by today, lowest first. */
  readonly reached: readonly number[];
  /** Until when a returned case may be corrected; null otherwise. */
  readonly repairUntil: string | null;
  /** True when a correction never came in time. */
  readonly isLapsed: boolean;
  /** The date promised, as it stood at the last event of the promise; null without a promise. */
  readonly promisedOn: string | null;
  /** The next day on which something happens by itself; null when nothing does. */
  readonly nextOn: string | null;
}

/** A case in which nothing happens by itself. */
export const NOTHING_WATCHED: PromiseWatch = {
  run: 0,
  clock: "promise",
  reached: [],
  repairUntil: null,
  isLapsed: false,
  promisedOn: null,
  nextOn: null,
};

/** Calendars by their years and the days they became known, as a case remembers them. */
export function calendarsKey(calendars: readonly CalendarYear[]): string {
  return calendars
    .map(({ year, knownFrom }) => `${year}@${knownFrom}`)
    .toSorted((left, right) => left.localeCompare(right))
    .join(" ");
}

/** A promise that is looked at. */
export interface WatchedPromise {
  /** As it is read today; null where nothing was promised. */
  readonly reading: PromiseReading | null;
  /** The date promised, as it stood at the last event. */
  readonly promisedOn: string | null;
  /** When a correction was asked for; null while none is awaited. */
  readonly returnedMs: number | null;
  /** Local date. */
  readonly today: string;
  readonly rules: ReminderRules;
  readonly terms: Pick<PromiseTerms, "zone" | "cutOff">;
  readonly calendar: WorkingCalendar;
}

/** Looks at the clock of a case: the ministry's promise, or the applicant's time for a correction. */
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
