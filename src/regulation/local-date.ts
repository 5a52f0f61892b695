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
