import { ordinalNames, wholeNumber } from "./read-number.shared.ts";
import { type Clip, fragments, type SpokenLanguage } from "./spoken.shared.ts";

/** The three time zones of Indonesia by their spoken abbreviations. */
export const SPOKEN_ZONES = ["WIB", "WITA", "WIT"] as const;

/** One of `SPOKEN_ZONES`. */
export type SpokenZone = (typeof SPOKEN_ZONES)[number];

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const YEAR_MIN = 1000;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads a local date `YYYY-MM-DD` with its weekday. Null when it does not exist. */
export function readDate(text: string, language: SpokenLanguage): readonly Clip[] | null {
  const found = dayIn(text);
  if (found === null) return null;
  const { year, month, day } = found;
  const weekday = `day-${isoWeekday(found)}`;
  const names =
    language === "id"
      ? [weekday, ...wholeNumber(day, "id"), `month-${month}`, ...wholeNumber(year, "id")]
      : [weekday, "the", ...ordinalNames(day, "en"), "of", `month-${month}`, ...englishYear(year)];
  return fragments(language, names);
}

function dayIn(text: string): Day | null {
  const [, ...parts] = DATE.exec(text) ?? [];
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  return year >= YEAR_MIN && day >= 1 && day <= last ? { year, month, day } : null;
}

/** ISO 8601 number of the weekday, Monday 1 to Sunday 7 (Zeller's congruence, Gregorian). */
function isoWeekday({ year, month, day }: Day): number {
  const shifted = month < 3 ? month + 12 : month;
  const ofYear = month < 3 ? year - 1 : year;
  const century = Math.floor(ofYear / 100);
  const inCentury = ofYear % 100;
  const fromSaturday =
    day +
    Math.floor((13 * (shifted + 1)) / 5) +
    inCentury +
    Math.floor(inCentury / 4) +
    Math.floor(century / 4) +
    5 * century;
  return ((fromSaturday + 5) % 7) + 1;
}

/** Years are read as two pairs, except the first ten of a thousand. */
function englishYear(year: number): readonly string[] {
  const [century, rest] = [Math.floor(year / 100), year % 100];
  if (year % 1000 < 10) return wholeNumber(year, "en");
  if (rest === 0) return [...wholeNumber(century, "en"), "hundred"];
  return [...wholeNumber(century, "en"), ...(rest < 10 ? ["oh"] : []), ...wholeNumber(rest, "en")];
}

/** Reads a time of day `HH:MM` (24 hours), with its time zone. Null when it does not exist. */
export function readTime(
  text: string,
  { language, zone }: { readonly language: SpokenLanguage; readonly zone: SpokenZone | null },
): readonly Clip[] | null {
  const [, ...parts] = TIME.exec(text) ?? [];
  const [hour, minute] = parts.map(Number);
  if (hour === undefined || minute === undefined) return null;
  const names = language === "id" ? indonesianTime(hour, minute) : englishTime(hour, minute);
  return fragments(language, zone === null ? names : [...names, zone]);
}

function indonesianTime(hour: number, minute: number): readonly string[] {
  const whole = ["clock", ...wholeNumber(hour, "id")];
  return minute === 0 ? whole : [...whole, "past", ...wholeNumber(minute, "id"), "minutes"];
}

function englishTime(hour: number, minute: number): readonly string[] {
  if (minute === 0 && hour % 12 === 0) return ["n-12", hour === 0 ? "midnight" : "noon"];
  const half = hour < 12 ? "am" : "pm";
  const said = wholeNumber(hour % 12 === 0 ? 12 : hour % 12, "en");
  if (minute === 0) return [...said, "o-clock", half];
  return [...said, ...(minute < 10 ? ["oh"] : []), ...wholeNumber(minute, "en"), half];
}
