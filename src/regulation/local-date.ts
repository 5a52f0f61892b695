import { Temporal } from "temporal-polyfill";
import { remembering } from "../kernel/index.ts";

/** The time zone of the ministry's office, in which all dates of a case are. */
const OFFICE_ZONE = "Asia/Jakarta";

/** Every offset from UTC since 1970 is a multiple of this, so that no date changes within one. */
const QUARTER_HOUR_MS = 900_000;
const QUARTERS_CACHED_MAX = 1_000;

const dateOfQuarterHour = remembering(
  { keptMax: QUARTERS_CACHED_MAX, keyOf: (quarter: number) => quarter },
  (quarter) => readOfficeDate(quarter * QUARTER_HOUR_MS),
);

function readOfficeDate(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(OFFICE_ZONE).toPlainDate().toString();
}

/** The local date `YYYY-MM-DD` of an instant (milliseconds since 1970) in the ministry's zone. */
export function officeDate(atMs: number): string {
  // Before 1970 the offset was not a whole number of minutes.
  return atMs < 0 ? readOfficeDate(atMs) : dateOfQuarterHour(Math.floor(atMs / QUARTER_HOUR_MS));
}

/** The instant `months` later, at the same local time; a day that the month does not have becomes its last. */
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

/** Number of days from `first` to `last`, both included; 1 for the same day, less if `last` is before `first`. */
export function daysBetween(first: string, last: string): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last), { largestUnit: "days" }).days + 1;
}

/** The month (`2026-11`) of an instant in a zone. */
export function monthIn(atMs: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate().toString().slice(0, 7);
}

const IN_WORDS = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;

/** Cached, because a formatter costs a thousand times as much as formatting a date. */
const FORMATTERS = {
  id: new Intl.DateTimeFormat("id-ID", IN_WORDS),
  en: new Intl.DateTimeFormat("en-GB", IN_WORDS),
} as const;

/** A local date `YYYY-MM-DD` in words: "Selasa, 1 Desember 2026". */
export function dateInWords(date: string, locale: "id" | "en"): string {
  return FORMATTERS[locale].format(Temporal.Instant.from(`${date}T00:00Z`).epochMilliseconds);
}
