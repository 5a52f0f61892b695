import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** Digits that a person's number has at least and at most; fewer are an extension of the call centre's own. */
const DIGITS = { least: 6, most: 18 } as const;
const SHOWN = { first: 4, last: 2 } as const;

/** Reads the number of a person as it was typed: digits, with a plus before them where one was typed. */
export function readPersonalNumber(text: string): Result<string, "personal-number-unfit"> {
  const isForeign = text.trim().startsWith("+");
  const digits = text.replaceAll(/\D/g, "");
  if (/[^\d\s+().-]/.test(text) || digits.length < DIGITS.least || digits.length > DIGITS.most)
    return refuse("personal-number-unfit");
  return ok(isForeign ? `+${digits}` : digits);
}

/** What may be shown of a number that is kept no more. */
export function maskedNumber(number: string): string {
  const hidden = Math.max(1, number.length - SHOWN.first - SHOWN.last);
  return `${number.slice(0, SHOWN.first)}${"•".repeat(hidden)}${number.slice(-SHOWN.last)}`;
}
