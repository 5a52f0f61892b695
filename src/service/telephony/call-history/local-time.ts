import { Temporal } from "temporal-polyfill";

/** An instant in the local time of a zone, with its offset: "2026-11-25T14:05:09+07:00". */
export function localTime(atMs: number, timeZone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  return at.toString({ timeZoneName: "never", fractionalSecondDigits: 0 });
}

/** An instant as text (ISO 8601, UTC). */
export function instantText(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toString({ fractionalSecondDigits: 3 });
}
