import { Temporal } from "temporal-polyfill";
import { daysBetween, type Holiday, type WorkingCalendar } from "../../../regulation/index.ts";
import { addWorkingDays, isWorkingDay } from "../../promises/index.ts";
import type { DayFacts, TestRefusal } from "../test-facts.ts";

/** Why no test is held on a day. */
export type DayClosed = "weekend" | "holiday";

/**
 * Whether tests are held on a day. In a year without a holiday decree, only weekends are known to be off, and dates
 * such as 1 January that were holidays in every known year: any other day can be requested and is provisional
 * (`isProvisional`), since officers can move it after the decree.
 */
export function dayClosed(date: string, calendar: WorkingCalendar, isAnyDayFine = false): DayClosed | null {
  const day = Temporal.PlainDate.from(date);
  const isOff = !isWorkingDay(day, calendar) || (isProvisional(date, calendar) && isOffEveryYear(date, calendar));
  if (isAnyDayFine || !isOff) return null;
  return calendar.weekend.has(day.dayOfWeek) ? "weekend" : "holiday";
}

/** Whether it is still unknown if a day is a holiday: the holidays of its year are not decreed. */
export function isProvisional(date: string, calendar: WorkingCalendar): boolean {
  return !calendar.years.has(Temporal.PlainDate.from(date).year);
}

function isOffEveryYear(date: string, { years, offDates }: WorkingCalendar): boolean {
  return years.size > 1 && [...years].every((year) => offDates.has(`${year}${date.slice(4)}`));
}

/** Collects the facts about a day for a decision. */
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

/** Why a day cannot be the day of a test; undefined if it can. `needsTeam` is false for a self-test. */
export function dayRefusal(
  day: DayFacts,
  asked: { readonly daysAheadMin: number; readonly needsTeam: boolean },
): TestRefusal | undefined {
  if (day.daysAhead < asked.daysAheadMin) return "test-day-too-early";
  if (day.closed !== null) return "test-day-closed";
  return asked.needsTeam && day.freeTeams < 1 ? "test-day-full" : undefined;
}

/** The first day that can be requested: the minimum number of days ahead, and a working day where its calendar is known. */
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

/** The local date `days` before. */
export function daysBefore(date: string, days: number): string {
  return Temporal.PlainDate.from(date).subtract({ days }).toString();
}

/** All days between two dates, both included; at most `most`. */
export function daysFrom(from: string, to: string, most: number): readonly string[] {
  const count = Math.min(most, Math.max(0, daysBetween(from, to)));
  const first = Temporal.PlainDate.from(from);
  return Array.from({ length: count }, (_, nth) => first.add({ days: nth }).toString());
}

/** The name of a decreed holiday; null for any other day. */
export function holidayOn(
  date: string,
  holidays: readonly Holiday[],
): { readonly id: string; readonly en: string } | null {
  return holidays.find((one) => one.date === date)?.name ?? null;
}
