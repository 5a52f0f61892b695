import { type Clip, fragments, type SpokenLanguage } from "./spoken.shared.ts";

/** The largest number that is read, positive or negative. */
export const READ_MAX = 10 ** 15;

/** The maximum of digits after the decimal point. */
const DECIMALS_MAX = 9;

/** A number as text: a sign, up to 16 digits, and up to nine decimals after a point. */
const NUMBER = /^(-?)(\d{1,16})(?:\.(\d{1,9}))?$/;

/** Powers of a thousand, largest first. */
const SCALES = [
  [10 ** 12, "trillion"],
  [10 ** 9, "billion"],
  [10 ** 6, "million"],
  [10 ** 3, "thousand"],
] as const;

/** Reads a cardinal number, e.g. "-12.5". Null when it is no number or beyond `READ_MAX`. */
export function readNumber(text: string, language: SpokenLanguage): readonly Clip[] | null {
  const [, sign, whole = "", decimals = ""] = NUMBER.exec(text) ?? [];
  const value = Number(whole);
  const isBeyond = value > READ_MAX || (value === READ_MAX && /[1-9]/.test(decimals));
  if (sign === undefined || isBeyond || decimals.length > DECIMALS_MAX) return null;
  const isNegative = sign === "-" && /[1-9]/.test(whole + decimals);
  const names = [
    ...(isNegative ? ["minus"] : []),
    ...wholeNumber(value, language),
    ...(decimals === "" ? [] : ["point", ...Array.from(decimals, (digit) => `n-${digit}`)]),
  ];
  return fragments(language, names);
}

/** The names of the fragments of a whole number from 0 to `READ_MAX`. */
export function wholeNumber(value: number, language: SpokenLanguage): readonly string[] {
  if (value === 0) return ["n-0"];
  return language === "id" ? indonesian(value) : english(value);
}

/** "Seribu" replaces "satu ribu", "seratus" replaces "satu ratus"; no word joins the parts. */
function indonesian(value: number): readonly string[] {
  for (const [scale, name] of SCALES) {
    if (value < scale) continue;
    const times = Math.floor(value / scale);
    const rest = value % scale;
    const head = name === "thousand" && times === 1 ? ["one-thousand"] : [...indonesian(times), name];
    return rest === 0 ? head : [...head, ...indonesian(rest)];
  }
  return belowThousand(value, []);
}

/** "And" precedes tens and ones, within a hundred and at the very end. */
function english(value: number): readonly string[] {
  if (value === READ_MAX) return ["n-1", "quadrillion"];
  for (const [scale, name] of SCALES) {
    if (value < scale) continue;
    const rest = value % scale;
    const head = [...belowThousand(Math.floor(value / scale), ["and"]), name];
    if (rest === 0) return head;
    return [...head, ...(rest < 100 ? ["and"] : []), ...english(rest)];
  }
  return belowThousand(value, ["and"]);
}

function belowThousand(value: number, joint: readonly string[]): readonly string[] {
  const rest = value % 100;
  const hundreds = value - rest;
  if (hundreds === 0) return belowHundred(rest);
  return rest === 0 ? [`n-${hundreds}`] : [`n-${hundreds}`, ...joint, ...belowHundred(rest)];
}

function belowHundred(value: number): readonly string[] {
  if (value < 20 || value % 10 === 0) return [`n-${value}`];
  return [`n-${value - (value % 10)}`, `n-${value % 10}`];
}

/** Reads an ordinal number from 1: "ketiga", "third". Null when it is invalid. */
export function readOrdinal(value: number, language: SpokenLanguage): readonly Clip[] | null {
  if (!Number.isInteger(value) || value < 1 || value > READ_MAX) return null;
  return fragments(language, ordinalNames(value, language));
}

/** The names of the fragments of an ordinal number from 1. */
export function ordinalNames(value: number, language: SpokenLanguage): readonly string[] {
  if (language === "id") return value === 1 ? ["ordinal-1"] : ["ordinal-of", ...wholeNumber(value, "id")];
  const names = wholeNumber(value, "en");
  const last = names.at(-1) ?? "n-0";
  return [...names.slice(0, -1), last.startsWith("n-") ? `o-${last.slice(2)}` : `o-${last}`];
}
