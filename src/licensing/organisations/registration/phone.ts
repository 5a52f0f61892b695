import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** Maximum length of a text that is parsed as a telephone number. */
const PHONE_TEXT_MAX = 40;

/** "62 812 555 0101": the country code without its plus, a frequent notation. */
const WITHOUT_PLUS = /^62\d{8,}$/;

/**
 * Parses a telephone number in Indonesian notation and returns it in the international form "+62…" (E.164), so that
 * equal numbers are equal texts. Checks the length, not whether a number is in use. Refuses with `phone-format`.
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
