import { Temporal } from "temporal-polyfill";
import { assert } from "../../../kernel/index.ts";
import {
  type CalendarYear,
  calendarsInForce,
  nextOfficeDate,
  officeDate,
  type PromiseTerms,
  readLicenceCaseRules,
  readPromiseTerms,
  readReminderRules,
  readWorkingCalendar,
} from "../../../regulation/index.ts";
import { rulebookOf } from "../../numbering/index.ts";
import {
  addWorkingDays,
  foldPromise,
  type PromiseEvent,
  type PromiseReading,
  readPromise,
  watchPromise,
} from "../../promises/index.ts";

/** The fields of an objection that its processing time depends on. */
export interface PromisedObjection {
  readonly promiseEvents: readonly PromiseEvent[];
  readonly ruleVersion: string;
  readonly filedAt: { getTime(): number };
}

/** The rules of an objection: the version in force on the day it was filed. */
export function rulesOfObjection(row: Pick<PromisedObjection, "ruleVersion" | "filedAt">) {
  return rulebookOf(row.ruleVersion, row.filedAt.getTime());
}

function termsOf(row: PromisedObjection): PromiseTerms {
  return readPromiseTerms(rulesOfObjection(row), { act: "objection", isOperator: true });
}

/** Computes the processing time of an objection by its own rules and today's calendars. */
export function readObjectionPromise(
  row: PromisedObjection,
  nowMs: number,
  calendars: readonly CalendarYear[] = calendarsInForce(officeDate(nowMs)),
): PromiseReading {
  const terms = termsOf(row);
  const history = foldPromise(row.promiseEvents, terms);
  assert(history.ok, "the stored promise events are possible");
  return readPromise(history.value, { terms, calendar: readWorkingCalendar(rulesOfObjection(row), calendars), nowMs });
}

/** The time-driven state of an objection. */
export interface ObjectionWatch {
  /** Levels (percent) of the processing time reached by today, lowest first; `LATE` is the day after the due date. */
  readonly levels: readonly number[];
  readonly dueDate: string;
  /** The next day of a time-driven change; null if there is none. */
  readonly nextOn: string | null;
}

/** The level of a missed due date. */
export const LATE = 101;

/** Computes the watch of an objection at `nowMs` by these calendars. */
export function watchObjection(
  row: PromisedObjection,
  nowMs: number,
  calendars: readonly CalendarYear[],
): ObjectionWatch {
  const reading = readObjectionPromise(row, nowMs, calendars);
  if (reading.endedAt !== null) return { levels: [], dueDate: reading.dueDate, nextOn: null };
  const rulebook = rulesOfObjection(row);
  const { reached, nextOn } = watchPromise({
    reading,
    promisedOn: reading.dueDate,
    returnedMs: null,
    today: officeDate(nowMs),
    rules: readReminderRules(rulebook),
    terms: termsOf(row),
    calendar: readWorkingCalendar(rulebook, calendars),
  });
  if (reading.overdue) return { levels: [...reached, LATE], dueDate: reading.dueDate, nextOn };
  const lateOn = nextOfficeDate(reading.dueDate);
  return { levels: reached, dueDate: reading.dueDate, nextOn: nextOn === null || lateOn < nextOn ? lateOn : nextOn };
}

/** The last local day to object to a rejection, by the rules of the application. */
export function objectionUntil(
  rejectedMs: number,
  rulebook: ReturnType<typeof rulebookOf>,
  calendars: readonly CalendarYear[],
): string {
  const { objectionDays } = readLicenceCaseRules(rulebook);
  const rejectedOn = Temporal.PlainDate.from(officeDate(rejectedMs));
  return addWorkingDays(rejectedOn, objectionDays, readWorkingCalendar(rulebook, calendars)).toString();
}
