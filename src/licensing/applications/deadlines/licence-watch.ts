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

/** A case as far as what comes next by itself goes. */
export interface WatchedLicence extends PromisedLicence {
  readonly state: LicenceState;
}

/** What a look at a case finds, and when to look again. */
export interface LicenceWatch extends PromiseWatch {
  /** The first day on which the ministry was late with the documents; null while it is not. */
  readonly lateSince: string | null;
}

/** The calendars known on the day of `nowMs`, and the name under which a case remembers them. */
export function calendarsToday(
  nowMs: number,
  calendarsOn: (day: string) => readonly CalendarYear[] = calendarsInForce,
): { readonly known: readonly CalendarYear[]; readonly key: string } {
  const known = calendarsOn(officeDate(nowMs));
  return { known, key: calendarsKey(known) };
}

/** Looks at a case at `nowMs` by these calendars. A late promise is looked at on the first day after its date. */
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
