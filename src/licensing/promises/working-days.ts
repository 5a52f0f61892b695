import { Temporal } from "temporal-polyfill";
import { assert } from "../../kernel/index.ts";
import type { WorkingCalendar } from "../../regulation/index.ts";

/** Maximum number of calendar days in one count: a hundred years. */
const WALKED_DAYS_MAX = 36_600;

/** True if state offices are open on `date`. In a year without a calendar every weekday counts as open. */
export function isWorkingDay(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  return !calendar.weekend.has(date.dayOfWeek) && !calendar.offDates.has(date.toString());
}

/** `date` itself if it is a working day, else the next one. */
function workingDayFrom(date: Temporal.PlainDate, calendar: WorkingCalendar): Temporal.PlainDate {
  return isWorkingDay(date, calendar) ? date : addWorkingDays(date, 1, calendar);
}

/** The `count`th working day after `date`; `date` itself for 0. Throws beyond `WALKED_DAYS_MAX` calendar days. */
export function addWorkingDays(date: Temporal.PlainDate, count: number, calendar: WorkingCalendar): Temporal.PlainDate {
  assert(Number.isSafeInteger(count) && count >= 0, "working days are added in whole numbers from 0");
  let reached = date;
  let missing = count;
  for (let walked = 0; missing > 0; walked += 1) {
    assert(walked < WALKED_DAYS_MAX, "a count of working days goes too far");
    reached = reached.add({ days: 1 });
    if (isWorkingDay(reached, calendar)) missing -= 1;
  }
  return reached;
}

/** Number of working days after `after`, up to and including `through`; 0 if `through` is not later. Throws beyond `WALKED_DAYS_MAX` calendar days. */
export function workingDaysBetween(
  span: { readonly after: Temporal.PlainDate; readonly through: Temporal.PlainDate },
  calendar: WorkingCalendar,
): number {
  const days = span.after.until(span.through, { largestUnit: "day" }).days;
  assert(days <= WALKED_DAYS_MAX, "a count of working days goes too far");
  let found = 0;
  let reached = span.after;
  for (let walked = 0; walked < days; walked += 1) {
    reached = reached.add({ days: 1 });
    if (isWorkingDay(reached, calendar)) found += 1;
  }
  return found;
}

/** True if every year between the dates has its calendar. */
export function isCalendarKnown(
  span: { readonly from: Temporal.PlainDate; readonly through: Temporal.PlainDate },
  calendar: WorkingCalendar,
): boolean {
  for (let year = span.from.year; year <= span.through.year; year += 1) {
    if (!calendar.years.has(year)) return false;
  }
  return true;
}

/**
 * The working day on which a transfer at `atMs` counts: the same day on a working day up to and including the cut-off,
 * else the next working day. The rule is the same in both directions, so that a later transfer never counts as earlier,
 * and an immediately resumed pause costs no day.
 */
export function handOverDay(
  atMs: number,
  office: { readonly zone: string; readonly cutOff: string },
  calendar: WorkingCalendar,
): Temporal.PlainDate {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(office.zone);
  const today = local.toPlainDate();
  const late = Temporal.PlainTime.compare(local.toPlainTime(), Temporal.PlainTime.from(office.cutOff)) > 0;
  return workingDayFrom(late ? today.add({ days: 1 }) : today, calendar);
}
