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

/** An objection as far as its promise goes. */
export interface PromisedObjection {
  readonly promiseEvents: readonly PromiseEvent[];
  readonly ruleVersion: string;
  readonly filedAt: { getTime(): number };
}

/** The rules an objection keeps: the version it was filed under, on the day it was filed. */
export function rulesOfObjection(row: Pick<PromisedObjection, "ruleVersion" | "filedAt">) {
  return rulebookOf(row.ruleVersion, row.filedAt.getTime());
}

function termsOf(row: PromisedObjection): PromiseTerms {
  return readPromiseTerms(rulesOfObjection(row), { act: "objection", isOperator: true });
}

/** Reads the promise on an objection by its own rules and today's calendars. */
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

/** What a look at an objection finds. */
export interface ObjectionWatch {
  /** Levels (percent) of the promise reached by today, lowest first; `LATE` is the day after it ran out. */
  readonly levels: readonly number[];
  readonly dueDate: string;
  /** The next day on which something happens by itself; null when nothing does. */
  readonly nextOn: string | null;
}

/** The level of a promise that was not kept. */
export const LATE = 101;

/** Looks at the promise of an objection at `nowMs` by these calendars. */
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

/** The last local day on which a rejection may be objected to, by the rules of the application. */
export function objectionUntil(
  rejectedMs: number,
  rulebook: ReturnType<typeof rulebookOf>,
  calendars: readonly CalendarYear[],
): string {
  const { objectionDays } = readLicenceCaseRules(rulebook);
  const rejectedOn = Temporal.PlainDate.from(officeDate(rejectedMs));
  return addWorkingDays(rejectedOn, objectionDays, readWorkingCalendar(rulebook, calendars)).toString();
}
