/** Formats dates and times in the ministry's time zone (WIB). */

/** The time zone of offices, due dates and decrees. */
const ZONE = "Asia/Jakarta";

const tag = (locale: string): string => (locale === "en" ? "en-GB" : "id-ID");

/** Noon UTC of a local date, or of the WIB date of an instant: an hour after midnight in Jakarta is the previous day in UTC. */
function noonOf(date: string): Date {
  const at = date.includes("T") ? Date.parse(date) : Number.NaN;
  return new Date(`${Number.isNaN(at) ? date.slice(0, 10) : officeToday(at)}T12:00:00Z`);
}

/** "Selasa, 1 Desember 2026" from a local date `2026-12-01` or an instant. */
export function longDate(date: string, locale: string): string {
  const noon = noonOf(date);
  if (Number.isNaN(noon.getTime())) return date;
  return new Intl.DateTimeFormat(tag(locale), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(noon);
}

/** "1 Des 2026" from a local date or an instant. */
export function shortDate(date: string, locale: string): string {
  const noon = noonOf(date);
  if (Number.isNaN(noon.getTime())) return date;
  return new Intl.DateTimeFormat(tag(locale), {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(noon);
}

/** "25 Nov 2026, 14.05 WIB" from an instant. */
export function moment(instant: string, locale: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const text = new Intl.DateTimeFormat(tag(locale), {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: ZONE,
  }).format(at);
  return `${text} WIB`;
}

/** "14.05.09" of an instant in milliseconds. */
export function clockTime(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(tag(locale), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: ZONE,
  }).format(new Date(atMs));
}

/** "12.345" or "12,345"; above `max` "10.000+". */
export function count(value: number, locale: string, max = 10_000): string {
  const format = new Intl.NumberFormat(tag(locale));
  return value > max ? `${format.format(max)}+` : format.format(value);
}

/** The local date of an instant in the ministry's zone, as "2026-12-01". */
export function officeToday(atMs: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(new Date(atMs));
}
