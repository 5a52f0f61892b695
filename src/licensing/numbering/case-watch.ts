import { Temporal } from "temporal-polyfill";
import {
  type CalendarYear,
  nextOfficeDate,
  officeDate,
  readReminderRules,
  readWorkingCalendar,
} from "../../regulation/index.ts";
import { levelsReached, nextLevelDay, repairRound } from "../promises/index.ts";
import type { RevocationForm } from "./application-form.ts";
import { type PromisedApplication, promiseOf, readApplicationPromise, termsOf } from "./application-promise.ts";
import type { ApplicationState } from "./application-words.ts";
import { rulebookOf } from "./rules-in-force.ts";

/** A case as far as what comes next by itself goes. */
export interface WatchedCase extends PromisedApplication {
  readonly state: ApplicationState;
  readonly form: { readonly revocation: Pick<RevocationForm, "answer" | "answerDue"> | null };
}

/** What a look at a case finds, and when to look again. Days are local dates. */
export interface CaseWatch {
  /** Which counting of the promise, from 0. */
  readonly run: number;
  /** The clock that runs now. */
  readonly clock: "promise" | "repair" | "answer";
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

const NOTHING: CaseWatch = {
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

/** Looks at an open case at `nowMs` by these calendars. */
export function watchOf(row: WatchedCase, nowMs: number, calendars: readonly CalendarYear[]): CaseWatch {
  if (row.form.revocation !== null) return answerWatch(row.state, row.form.revocation, officeDate(nowMs));
  const promise = promiseOf(row);
  const reading = readApplicationPromise(promise, nowMs, calendars);
  if (reading === null || reading.endedAt !== null) return NOTHING;
  const rulebook = rulebookOf(promise.ruleVersion, promise.beganMs);
  const rules = readReminderRules(rulebook);
  const calendar = readWorkingCalendar(rulebook, calendars);
  const today = officeDate(nowMs);
  const lastMs = promise.events.at(-1)?.atMs ?? nowMs;
  const promisedOn = readApplicationPromise(promise, lastMs, calendars)?.dueDate ?? null;
  const found = { ...NOTHING, run: reading.restarts, promisedOn };
  if (row.state !== "returned") {
    const reached = levelsReached(reading, rules.promiseLevels);
    return { ...found, reached, nextOn: nextLevelDay(reading, rules.promiseLevels, { today, calendar }) };
  }
  const counted = { workingDays: rules.repairDays, levels: rules.repairLevels };
  const round = repairRound(lastMs, counted, { terms: termsOf(promise, rulebook), calendar });
  const isLapsed = Temporal.PlainDate.compare(today, round.until) > 0;
  const reached = isLapsed ? [] : round.remindOn.filter(({ day }) => day <= today).map(({ level }) => level);
  const days = [...round.remindOn.map(({ day }) => day), nextOfficeDate(round.until)].filter((day) => day > today);
  const nextOn = days.toSorted((left, right) => left.localeCompare(right))[0] ?? null;
  return { ...found, clock: "repair", reached, repairUntil: round.until, isLapsed, nextOn };
}

/** A revocation goes on without its holder's answer from the day after the last one, and its officer is told so. */
function answerWatch(
  state: ApplicationState,
  { answer, answerDue }: Pick<RevocationForm, "answer" | "answerDue">,
  today: string,
): CaseWatch {
  if (state !== "checking" || answer !== null) return NOTHING;
  const isOver = today > answerDue;
  return {
    ...NOTHING,
    clock: "answer",
    reached: isOver ? [100] : [],
    nextOn: isOver ? null : nextOfficeDate(answerDue),
  };
}
