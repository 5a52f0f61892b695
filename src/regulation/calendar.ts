import { z } from "zod";
import { assert } from "../kernel/index.ts";
import { localDateSchema, standingSchema } from "./rule.ts";
import type { Weekday } from "./rule-values.ts";

/** Maximum number of holidays in a year's calendar. */
const HOLIDAYS_MAX = 100;

/** A decreed holiday: a national holiday, or joint leave (cuti bersama) beside one. */
const holidaySchema = z
  .object({
    date: localDateSchema,
    kind: z.enum(["national", "joint-leave"]),
    name: z.object({ id: z.string().min(1), en: z.string().min(1) }).readonly(),
    standing: standingSchema,
  })
  .readonly();

/**
 * The holidays of one year by one decree. `knownFrom` is the local date on which the decree was signed: an amendment is
 * a second calendar of the same year with a later date.
 */
const calendarYearSchema = z
  .object({
    year: z.int().min(2000).max(2100),
    decree: z.string().min(1).max(200),
    standing: standingSchema,
    knownFrom: localDateSchema,
    holidays: z.array(holidaySchema).max(HOLIDAYS_MAX).readonly(),
  })
  .readonly()
  .refine((calendar) => calendar.holidays.every((holiday) => holiday.date.startsWith(`${calendar.year}-`)), {
    error: "a calendar names days of its own year",
  })
  .refine((calendar) => new Set(calendar.holidays.map(({ date }) => date)).size === calendar.holidays.length, {
    error: "a calendar names a day once",
  });

/** The holidays of one year by one decree. */
export type CalendarYear = z.infer<typeof calendarYearSchema>;

/** A decreed holiday. */
export type Holiday = z.infer<typeof holidaySchema>;

/** Look-up data that distinguish working days from days off. */
export interface WorkingCalendar {
  /** Years with a loaded decree; in any other year only weekends are known. */
  readonly years: ReadonlySet<number>;
  /** Local dates (`YYYY-MM-DD`) of decreed holidays. */
  readonly offDates: ReadonlySet<string>;
  /** Weekly days off as ISO 8601 numbers, Monday 1 to Sunday 7. */
  readonly weekend: ReadonlySet<number>;
}

const isoDayOf: Readonly<Record<Weekday, number>> = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
};

/** Parses stored calendars. Throws if the data are invalid. */
export function loadCalendars(stored: readonly unknown[]): readonly CalendarYear[] {
  const calendars = stored.map((calendar) => calendarYearSchema.parse(calendar));
  const keys = new Set(calendars.map(({ year, knownFrom }) => `${year} ${knownFrom}`));
  assert(keys.size === calendars.length, "two calendars of one year have the same date");
  return calendars;
}

/** The calendar of each year as known on the local date `knownOn`: the latest decree signed by then. */
export function calendarsKnownOn(knownOn: string, calendars: readonly CalendarYear[]): readonly CalendarYear[] {
  const latest = new Map<number, CalendarYear>();
  for (const calendar of calendars) {
    const chosen = latest.get(calendar.year);
    if (calendar.knownFrom > knownOn) continue;
    if (chosen === undefined || chosen.knownFrom < calendar.knownFrom) latest.set(calendar.year, calendar);
  }
  return [...latest.values()].sort((left, right) => left.year - right.year);
}

/** Combines calendars and weekly days off. */
export function buildWorkingCalendar(facts: {
  readonly calendars: readonly CalendarYear[];
  readonly weekend: readonly Weekday[];
  readonly jointLeaveIsOff: boolean;
}): WorkingCalendar {
  const off = facts.calendars
    .flatMap((calendar) => calendar.holidays)
    .filter((holiday) => holiday.kind === "national" || facts.jointLeaveIsOff);
  return {
    years: new Set(facts.calendars.map((calendar) => calendar.year)),
    offDates: new Set(off.map((holiday) => holiday.date)),
    weekend: new Set(facts.weekend.map((day) => isoDayOf[day])),
  };
}
