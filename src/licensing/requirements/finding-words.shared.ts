import type { PreCheckFinding } from "./finding.shared.ts";

/** Translation of names and dates into the reader's language. */
export interface FindingWords {
  /** The text under a key of the locales, e.g. "licence.function.ivr". */
  say(key: string): string;
  /** A local date in words. */
  date(date: string): string;
}

/** The parameters of a finding for its message: the key of a function becomes its name, a date is written out. A finding itself is language-independent. */
export function wordedParams(
  { params }: Pick<PreCheckFinding, "params"> & Partial<PreCheckFinding>,
  words: FindingWords,
): Readonly<Record<string, string | number>> {
  const worded = Object.entries(params).map(([name, value]): readonly [string, string | number] => {
    if (name === "function") return [name, words.say(`licence.function.${value}`)];
    if (name === "date" && typeof value === "string" && value !== "") return [name, words.date(value)];
    return [name, value];
  });
  return Object.fromEntries(worded);
}
