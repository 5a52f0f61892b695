import {
  type CalendarYear,
  nextOfficeDate,
  officeDate,
  readPromiseTerms,
  readReminderRules,
  readTestRules,
  readWorkingCalendar,
} from "../../../regulation/index.ts";
import { NOTHING_WATCHED, type PromiseWatch, watchPromise } from "../../promises/index.ts";
import { daysBefore, workingDaysAfter } from "../schedule/test-days.ts";
import type { TestState } from "../test-words.shared.ts";
import { currentPromise, type PromisedTest, readTestPromise, rulesOfTest } from "./test-promise.ts";

/** The fields of a test that its time-driven steps depend on. */
export interface WatchedTest extends PromisedTest {
  readonly state: TestState;
  readonly testDate: string;
  readonly fieldCheckDate: string | null;
  readonly noticeDue: string;
  readonly noticeLateAt: { getTime(): number } | null;
  readonly reportedAt: { getTime(): number } | null;
}

/** The time-driven state of a test and the date of its next examination. Days are local dates. */
export interface TestWatch {
  readonly promise: PromiseWatch;
  /** The notice of date and team is overdue. */
  readonly isNoticeLate: boolean;
  /** The test is near, and a reminder is due. */
  readonly isReminded: boolean;
  /** The day of the test has passed without a beginning or a submission. */
  readonly isPast: boolean;
  /** The company has neither signed nor refused in time. */
  readonly isSilent: boolean;
  readonly signUntil: string | null;
  readonly nextOn: string | null;
}

const BEFORE_NOTICE: readonly TestState[] = ["requested", "date-proposed", "confirmed"];

/** The last day for the company to sign its report; null if there is none to sign. */
export function signUntil(row: WatchedTest, nowMs: number, calendars: readonly CalendarYear[]): string | null {
  if (row.state !== "reported" || row.reportedAt === null) return null;
  const rulebook = rulesOfTest(row);
  const calendar = readWorkingCalendar(rulebook, calendars);
  const reportedOn = officeDate(Math.min(row.reportedAt.getTime(), nowMs));
  return workingDaysAfter(reportedOn, readTestRules(rulebook).signWorkingDays, calendar);
}

/** Computes the watch of a test at `nowMs` by these calendars. */
export function watchTest(row: WatchedTest, nowMs: number, calendars: readonly CalendarYear[]): TestWatch {
  const today = officeDate(nowMs);
  const rules = readTestRules(rulesOfTest(row));
  const promise = watchedPromise(row, nowMs, calendars);
  const until = signUntil(row, nowMs, calendars);
  const lateOn = BEFORE_NOTICE.includes(row.state) && row.noticeLateAt === null ? nextOfficeDate(row.noticeDue) : null;
  const isScheduled = row.state === "scheduled";
  const remindOn = isScheduled ? daysBefore(row.testDate, rules.remindDaysBefore) : null;
  const pastOn = isScheduled ? nextOfficeDate(row.testDate) : null;
  const silentOn = until === null ? null : nextOfficeDate(until);
  const isDue = (day: string | null) => day !== null && day <= today;
  const coming = [promise.nextOn, lateOn, remindOn, pastOn, silentOn].flatMap((day) =>
    day !== null && day > today ? [day] : [],
  );
  return {
    promise,
    isNoticeLate: isDue(lateOn),
    isReminded: isDue(remindOn) && !isDue(pastOn),
    isPast: isDue(pastOn),
    isSilent: isDue(silentOn),
    signUntil: until,
    nextOn: coming.toSorted((one, other) => one.localeCompare(other))[0] ?? null,
  };
}

function watchedPromise(row: WatchedTest, nowMs: number, calendars: readonly CalendarYear[]): PromiseWatch {
  const current = currentPromise(row);
  if (current === null) return NOTHING_WATCHED;
  const rulebook = rulesOfTest(row);
  const lastMs = current.events.at(-1)?.atMs ?? nowMs;
  return watchPromise({
    reading: readTestPromise(row, nowMs, calendars),
    promisedOn: readTestPromise(row, lastMs, calendars)?.dueDate ?? null,
    returnedMs: null,
    today: officeDate(nowMs),
    rules: readReminderRules(rulebook),
    terms: readPromiseTerms(rulebook, { act: current.act, isOperator: true }),
    calendar: readWorkingCalendar(rulebook, calendars),
  });
}
