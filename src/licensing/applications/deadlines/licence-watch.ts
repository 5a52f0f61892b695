import {
  type CalendarYear,
  calendarsInForce,
  nextOfficeDate,
  officeDate,
  readReminderRules,
  readWorkingCalendar,
} from "../../../regulation/index.ts";
import { calendarsKey, type PromiseWatch, watchPromise } from "../../promises/index.ts";
import type { LicenceState } from "../licence-words.ts";
import { licenceTerms, type PromisedLicence, readLicencePromise, rulesOfCase } from "./licence-promise.ts";

/** The fields of a case that its time-driven steps depend on. */
export interface WatchedLicence extends PromisedLicence {
  readonly state: LicenceState;
}

/** The time-driven state of a case and the date of its next examination. */
export interface LicenceWatch extends PromiseWatch {
  /** The first day after the missed due date of the documents; null if it is not missed. */
  readonly lateSince: string | null;
}

/** The calendars known on the day of `nowMs`, and the key under which a case stores them. */
export function calendarsToday(
  nowMs: number,
  calendarsOn: (day: string) => readonly CalendarYear[] = calendarsInForce,
): { readonly known: readonly CalendarYear[]; readonly key: string } {
  const known = calendarsOn(officeDate(nowMs));
  return { known, key: calendarsKey(known) };
}

/** Computes the watch of a case at `nowMs` by these calendars. A late case is due on the first day after its due date. */
export function watchLicence(row: WatchedLicence, nowMs: number, calendars: readonly CalendarYear[]): LicenceWatch {
  const rulebook = rulesOfCase(row);
  const reading = readLicencePromise(row, nowMs, calendars);
  const lastMs = row.promiseEvents.at(-1)?.atMs ?? nowMs;
  const today = officeDate(nowMs);
  const watch = watchPromise({
    reading,
    promisedOn: readLicencePromise(row, lastMs, calendars)?.dueDate ?? null,
    returnedMs: row.state === "returned" ? lastMs : null,
    today,
    rules: readReminderRules(rulebook),
    terms: licenceTerms(rulebook),
    calendar: readWorkingCalendar(rulebook, calendars),
  });
  const isOwed = reading !== null && reading.endedAt === null && reading.holder === "ministry";
  if (!isOwed) return { ...watch, lateSince: null };
  const lateOn = nextOfficeDate(reading.dueDate);
  if (reading.overdue) return { ...watch, lateSince: lateOn };
  return { ...watch, nextOn: earlierOf(watch.nextOn, lateOn), lateSince: null };
}

function earlierOf(day: string | null, other: string): string {
  return day === null || other < day ? other : day;
}
