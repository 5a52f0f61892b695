import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** The minimum and maximum digits of a person's number; shorter ones are extensions of the call centre. */
const DIGITS = { least: 6, most: 18 } as const;
const SHOWN = { first: 4, last: 2 } as const;

/** Parses the number of a person: digits, with a plus if one was typed. */
export function readPersonalNumber(text: string): Result<string, "personal-number-unfit"> {
  const isForeign = text.trim().startsWith("+");
  const digits = text.replaceAll(/\D/g, "");
  if (/[^\d\s+().-]/.test(text) || digits.length < DIGITS.least || digits.length > DIGITS.most)
    return refuse("personal-number-unfit");
  return ok(isForeign ? `+${digits}` : digits);
}

/** A number in masked form, after the number itself was deleted. */
export function maskedNumber(number: string): string {
  const hidden = Math.max(1, number.length - SHOWN.first - SHOWN.last);
  return `${number.slice(0, SHOWN.first)}${"•".repeat(hidden)}${number.slice(-SHOWN.last)}`;
}
