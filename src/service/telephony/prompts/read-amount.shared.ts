import { ordinalNames, READ_MAX, readNumber, wholeNumber } from "./read-number.shared.ts";
import { type Clip, fragments, type SpokenLanguage } from "./spoken.shared.ts";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

const MINUTE_MS = 60_000;
/** Longer estimates are read as "more than". */
const WAIT_MINUTES_MAX = 60;
/** The maximum of units of one duration that are read. */
const UNITS_SPOKEN_MAX = 2;

/** Reads whole rupiah, e.g. "1500000" or "-25000". Null when it is no whole number or beyond the maximum. */
export function readRupiah(text: string, language: SpokenLanguage): readonly Clip[] | null {
  const number = text.includes(".") ? null : readNumber(text, language);
  return number === null ? null : [...number, ...fragments(language, ["rupiah"])];
}

/** Reads a duration in its two largest units, rounded down: "satu jam lima menit". Null when it is invalid. */
export function readDuration(seconds: number, language: SpokenLanguage): readonly Clip[] | null {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > READ_MAX) return null;
  return fragments(language, durationNames(seconds, language));
}

function durationNames(seconds: number, language: SpokenLanguage): readonly string[] {
  const counted = UNITS.map(([unit, size], nth) => {
    const above = UNITS[nth - 1]?.[1];
    const within = above === undefined ? seconds : seconds % above;
    return { unit, count: Math.floor(within / size) };
  });
  const first = counted.findIndex(({ count }) => count > 0);
  if (first === -1) return [...wholeNumber(0, language), "seconds"];
  return counted
    .slice(first, first + UNITS_SPOKEN_MAX)
    .filter(({ count }) => count > 0)
    .flatMap(({ unit, count }) => [...wholeNumber(count, language), unitName({ unit, count, language })]);
}

/** Indonesian nouns do not change with the number. */
function unitName(said: { readonly unit: string; readonly count: number; readonly language: SpokenLanguage }): string {
  return said.language === "en" && said.count === 1 ? said.unit : `${said.unit}s`;
}

/** Reads the position in the queue, from 1: "Anda berada di urutan ketiga". Null when it is invalid. */
export function readPosition(position: number, language: SpokenLanguage): readonly Clip[] | null {
  if (!Number.isInteger(position) || position < 1 || position > READ_MAX) return null;
  const names =
    language === "id"
      ? ["position", ...ordinalNames(position, "id")]
      : ["position", ...wholeNumber(position, "en"), "position-end"];
  return fragments(language, names);
}

/** Reads an estimated wait in whole minutes, rounded up, from "less than one minute" to "more than one hour". Null when it is invalid. */
export function readWait(waitMs: number, language: SpokenLanguage): readonly Clip[] | null {
  if (!Number.isFinite(waitMs) || waitMs < 0) return null;
  const minutes = Math.ceil(waitMs / MINUTE_MS);
  if (waitMs < MINUTE_MS) return fragments(language, ["wait", "less-than", ...durationNames(60, language)]);
  if (minutes > WAIT_MINUTES_MAX) return fragments(language, ["wait", "more-than", ...durationNames(3_600, language)]);
  return fragments(language, ["wait", "about", ...durationNames(minutes * 60, language)]);
}
