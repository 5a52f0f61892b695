import { Temporal } from "temporal-polyfill";

/** The zone of the ministry's office; every date of a case is a date there. */
const OFFICE_ZONE = "Asia/Jakarta";

/** The local date `YYYY-MM-DD` of an instant (milliseconds since 1970) in the ministry's zone. */
export function officeDate(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(OFFICE_ZONE).toPlainDate().toString();
}

/** The instant `months` later, at the same local time; a day that month does not have becomes its last. */
export function laterByMonths(atMs: number, months: number): number {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(OFFICE_ZONE).add({ months }).epochMilliseconds;
}

/** The instant (milliseconds since 1970) at which a local date begins in the ministry's zone. */
export function officeDayStartMs(date: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(OFFICE_ZONE).epochMilliseconds;
}

/** The local date after `date`. */
export function nextOfficeDate(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

/** Days from `first` to `last`, both included; 1 for the same day, less when `last` is before `first`. */
export function daysBetween(first: string, last: string): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last), { largestUnit: "days" }).days + 1;
}

/** The month (`2026-11`) of an instant in a zone. */
export function monthIn(atMs: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate().toString().slice(0, 7);
}
