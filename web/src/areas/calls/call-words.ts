/** Formats times and durations of calls in the call centre's time zone. */

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;

const tag = (locale: string): string => (locale === "en" ? "en-GB" : "id-ID");

/** The abbreviations of the three Indonesian time zones. */
const ZONE_NAMES: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

/** "3:07", or "1:02:09" from an hour on; rounded down to whole seconds. */
export function lengthText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes, rest] = [
    Math.floor(seconds / HOUR_S),
    Math.floor((seconds % HOUR_S) / MINUTE_S),
    seconds % MINUTE_S,
  ];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** An instant in the call centre's time zone: "25 Nov 2026, 14.05.09 WIB". */
export function callTime(instant: string, zone: string, locale: string): string {
  return timeText(instant, zone, locale, { second: "2-digit" });
}

/** The same to the minute, for times chosen by users. */
export function callMinute(instant: string, zone: string, locale: string): string {
  return timeText(instant, zone, locale, {});
}

function timeText(instant: string, zone: string, locale: string, more: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(tag(locale), {
    ...more,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(new Date(instant));
  return `${text} ${ZONE_NAMES[zone] ?? zone}`;
}

/** The same to the minute, for scheduled times: "25 Nov 2026, 14.05 WIB". */
export function minuteTime(instant: string, zone: string, locale: string): string {
  const text = new Intl.DateTimeFormat(tag(locale), {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(new Date(instant));
  return `${text} ${ZONE_NAMES[zone] ?? zone}`;
}

/** "14.05.09" of an instant. */
export function timeOfDay(instant: string, zone: string, locale: string): string {
  return new Intl.DateTimeFormat(tag(locale), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  }).format(new Date(instant));
}

/** A number with at most two decimals, without trailing zeros. */
export function shortFigure(value: number, locale: string): string {
  return new Intl.NumberFormat(tag(locale), { maximumFractionDigits: 2 }).format(value);
}

/** A number with a fixed number of decimals in the user's locale. */
export function figure(value: number, locale: string, decimals: number): string {
  return new Intl.NumberFormat(tag(locale), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** The label of the last phone of a call: it answered, or it placed the call. In an answered internal call it is the phone that answered. */
export function phoneLabelOf(call: {
  readonly direction: string;
  readonly answeredAt: string | null;
}): "phone" | "phoneOut" {
  if (call.direction === "inbound" || call.direction === "test") return "phone";
  return call.direction === "internal" && call.answeredAt !== null ? "phone" : "phoneOut";
}
