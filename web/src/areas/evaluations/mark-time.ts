/** Parses times within a recording. */

const MINUTE_S = 60;
const SECOND_MS = 1_000;
const WRITTEN = /^(?:(\d{1,2})[:.])?(\d{1,2})[:.]([0-5]\d)$/;

/** Parses "1:05" or "1:02:09", also with dots; null if invalid. */
export function readMarkTime(text: string): number | null {
  const found = WRITTEN.exec(text.trim());
  if (found === null) return null;
  const [hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return (((hours ?? 0) * MINUTE_S + (minutes ?? 0)) * MINUTE_S + (seconds ?? 0)) * SECOND_MS;
}
