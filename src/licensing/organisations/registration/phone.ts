import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** Longest text looked at as a telephone number. */
const PHONE_TEXT_MAX = 40;

/** "62 812 555 0101": the country code without its plus, as many write it. */
const WITHOUT_PLUS = /^62\d{8,}$/;

/**
 * Reads a telephone number as people in Indonesia type it, and writes it in the international form "+62…" (E.164), so
 * that equal numbers are equal texts. Lengths are checked, not whether a number is in use. Refuses with `phone-format`.
 */
export function parsePhone(text: string): Result<string, "phone-format"> {
  if (text.length > PHONE_TEXT_MAX) return refuse("phone-format");
  const isWithoutPlus = WITHOUT_PLUS.test(text.replaceAll(/[\s().-]/g, ""));
  const found = parsePhoneNumberFromString(isWithoutPlus ? `+${text.trim()}` : text, {
    defaultCountry: "ID",
    extract: false,
  });
  return found?.isPossible() === true ? ok(found.number) : refuse("phone-format");
}
