import type { TextFacts } from "../requirements/index.ts";

/** Maximum number of tax numbers and of dates stored for one file. */
const TEXT_FACTS_MAX = 40;

/** "NPWP" and the following number, in the old form of 15 digits, masked or not, or the new one of 16. */
const NAMED = /NPWP(?:16|15)?\s*(?:[:\-.]|no(?:mor)?\.?|adalah|\s){0,6}((?:\d[\s.-]?){14,15}\d)(?!\d)/giu;
/** The masked notation of an NPWP is unambiguous without the word. */
const MASKED = /(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)/gu;

const MONTHS: readonly (readonly [string, string])[] = [
  ["januari|january|jan", "01"],
  ["februari|february|feb", "02"],
  ["maret|march|mar", "03"],
  ["april|apr", "04"],
  ["mei|may", "05"],
  ["juni|june|jun", "06"],
  ["juli|july|jul", "07"],
  ["agustus|august|agu|aug", "08"],
  ["september|sept|sep", "09"],
  ["oktober|october|okt|oct", "10"],
  ["november|nopember|nov", "11"],
  ["desember|december|des|dec", "12"],
];
const MONTH_NAMES = MONTHS.map(([names]) => names).join("|");
const WORDED = new RegExp(`(?<!\\d)(\\d{1,2})\\s+(${MONTH_NAMES})\\.?\\s+((?:19|20)\\d{2})(?!\\d)`, "giu");
const DAY_FIRST = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})(?!\d)/gu;
const YEAR_FIRST = /(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)/gu;

/** The tax numbers and dates in the texts of a file's pages; null if no page has text. */
export function extractTextFacts(texts: readonly string[]): TextFacts | null {
  const text = texts.join("\n");
  if (text.trim() === "") return null;
  const npwps = [...text.matchAll(NAMED), ...text.matchAll(MASKED)].map((found) => npwpOf(found[1] ?? found[0]));
  return { npwps: firstOnes(npwps), dates: firstOnes(datesIn(text)) };
}

/** In the present form: a company's old number becomes the new one by a leading zero. */
function npwpOf(written: string): string {
  const digits = written.replaceAll(/\D/gu, "");
  return digits.length === 15 ? `0${digits}` : digits;
}

function datesIn(text: string): readonly string[] {
  const worded = [...text.matchAll(WORDED)].map(([, day = "", month = "", year = ""]) => {
    const number = MONTHS.find(([names]) => names.split("|").includes(month.toLowerCase()))?.[1] ?? "";
    return `${year}-${number}-${day.padStart(2, "0")}`;
  });
  const dayFirst = [...text.matchAll(DAY_FIRST)].map(
    ([, day = "", month = "", year = ""]) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`,
  );
  const yearFirst = [...text.matchAll(YEAR_FIRST)].map(([, year, month, day]) => `${year}-${month}-${day}`);
  return [...worded, ...dayFirst, ...yearFirst].filter(isDay);
}

const DAYS_OF = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(date: string): boolean {
  const [, month = 0, day = 0] = date.split("-").map(Number);
  return day >= 1 && day <= (DAYS_OF[month - 1] ?? 0);
}

function firstOnes(list: readonly string[]): readonly string[] {
  return [...new Set(list)].slice(0, TEXT_FACTS_MAX);
}
