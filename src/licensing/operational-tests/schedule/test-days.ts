import { Temporal } from "temporal-polyfill";
import { daysBetween, type Holiday, type WorkingCalendar } from "../../../regulation/index.ts";
import { addWorkingDays, isWorkingDay } from "../../promises/index.ts";
import type { DayFacts, TestRefusal } from "../test-facts.ts";

/** Why no test is held on a day, whoever asks for it. */
export type DayClosed = "weekend" | "holiday";

/**
 * Whether a day is one for tests. In a year without its decree only weekends are known to be off, and days like the first
 * of January that were off in each year that is known: any other day can be asked for and is provisional (`isProvisional`),
 * since officers can move it once the decree is there.
 */
export function dayClosed(date: string, calendar: WorkingCalendar, isAnyDayFine = false): DayClosed | null {
  const day = Temporal.PlainDate.from(date);
  const isOff = !isWorkingDay(day, calendar) || (isProvisional(date, calendar) && isOffEveryYear(date, calendar));
  if (isAnyDayFine || !isOff) return null;
  return calendar.weekend.has(day.dayOfWeek) ? "weekend" : "holiday";
}

/** Whether nobody knows yet if a day will be off: the days off of its year are not decreed. */
export function isProvisional(date: string, calendar: WorkingCalendar): boolean {
  return !calendar.years.has(Temporal.PlainDate.from(date).year);
}

function isOffEveryYear(date: string, { years, offDates }: WorkingCalendar): boolean {
  return years.size > 1 && [...years].every((year) => offDates.has(`${year}${date.slice(4)}`));
}

/** Puts together what a decision needs to know of a day. */
export function dayFacts(asked: {
  readonly date: string;
  readonly today: string;
  readonly calendar: WorkingCalendar;
  readonly onWorkingDayOnly: boolean;
  readonly freeTeams: number;
}): DayFacts {
  const { date, today, calendar, onWorkingDayOnly, freeTeams } = asked;
  return {
    date,
    daysAhead: daysBetween(today, date) - 1,
    closed: dayClosed(date, calendar, !onWorkingDayOnly),
    freeTeams,
  };
}

/** Why a day cannot be the day of a test; undefined when it can. `needsTeam` is false for a self test. */
export function dayRefusal(
  day: DayFacts,
  asked: { readonly daysAheadMin: number; readonly needsTeam: boolean },
): TestRefusal | undefined {
  if (day.daysAhead < asked.daysAheadMin) return "test-day-too-early";
  if (day.closed !== null) return "test-day-closed";
  return asked.needsTeam && day.freeTeams < 1 ? "test-day-full" : undefined;
}

/** The first day that can be asked for: so many days ahead, and a working day where its calendar is known. */
export function earliestDay(
  today: string,
  { daysAheadMin, calendar }: { readonly daysAheadMin: number; readonly calendar: WorkingCalendar },
): string {
  const first = Temporal.PlainDate.from(today).add({ days: daysAheadMin });
  return (isWorkingDay(first, calendar) ? first : addWorkingDays(first, 1, calendar)).toString();
}

/** The `count`th working day after a day. */
export function workingDaysAfter(date: string, count: number, calendar: WorkingCalendar): string {
  return addWorkingDays(Temporal.PlainDate.from(date), count, calendar).toString();
}

/** The local day so many days before. */
export function daysBefore(date: string, days: number): string {
  return Temporal.PlainDate.from(date).subtract({ days }).toString();
}

/** All days from one to another, both included; at most `most`. */
export function daysFrom(from: string, to: string, most: number): readonly string[] {
  const count = Math.min(most, Math.max(0, daysBetween(from, to)));
  const first = Temporal.PlainDate.from(from);
  return Array.from({ length: count }, (_, nth) => first.add({ days: nth }).toString());
}

/** The name of a day off by decree; null for any other day. */
export function holidayOn(
  date: string,
  holidays: readonly Holiday[],
): { readonly id: string; readonly en: string } | null {
  return holidays.find((one) => one.date === date)?.name ?? null;
}
