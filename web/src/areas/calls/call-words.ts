/** Times and lengths of calls as people read them, in the call centre's own zone. */

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;

const tag = (locale: string): string => (locale === "en" ? "en-GB" : "id-ID");

/** The names that the three zones of Indonesia go by. */
const ZONE_NAMES: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

/** "3:07", or "1:02:09" from an hour on; begun seconds do not count. */
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

/** An instant where the call centre is: "25 Nov 2026, 14.05.09 WIB". */
export function callTime(instant: string, zone: string, locale: string): string {
  return timeText(instant, zone, locale, { second: "2-digit" });
}

/** The same to the minute, for times that somebody chose. */
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

/** The same to the minute, for what is promised rather than measured: "25 Nov 2026, 14.05 WIB". */
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

/** A figure with no more decimals than it has, two at the most. */
export function shortFigure(value: number, locale: string): string {
  return new Intl.NumberFormat(tag(locale), { maximumFractionDigits: 2 }).format(value);
}

/** A figure with so many decimals, as the language writes it. */
export function figure(value: number, locale: string, decimals: number): string {
  return new Intl.NumberFormat(tag(locale), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** What the last phone of a call did: it answered, or it called. Of a call between phones it is the one that answered, if any. */
export function phoneLabelOf(call: {
  readonly direction: string;
  readonly answeredAt: string | null;
}): "phone" | "phoneOut" {
  if (call.direction === "inbound" || call.direction === "test") return "phone";
  return call.direction === "internal" && call.answeredAt !== null ? "phone" : "phoneOut";
}
