/** The kind of an external number: the dialling permission of a trunk lists the kinds that may be dialled over it. */
export type OutsideKind =
  /** National fixed and mobile numbers. */
  | "national"
  /** Codes of up to eight digits: services, and local numbers. */
  | "short"
  | "abroad"
  /** Premium-rate numbers (0809, 0900). */
  | "premium";

const DIALLED = /^\+?\d{2,20}$/;
/** International prefixes: the general one, those of carriers, and those of internet telephony (010xx). */
const ABROAD = /^(?:00|010)/;
const PREMIUM = /^(?:809|900)/;
const SHORT_DIGITS_MAX = 8;
const NATIONAL_DIGITS_MIN = 7;

/** The kind of a dialled number; null when it is none. Any number that is not clearly of another kind counts as abroad. */
export function outsideKind(dialled: string): OutsideKind | null {
  if (!DIALLED.test(dialled)) return null;
  if (dialled.startsWith("+")) return dialled.startsWith("+62") ? insideCountry(dialled.slice(3)) : "abroad";
  if (ABROAD.test(dialled)) return "abroad";
  if (dialled.startsWith("0")) return insideCountry(dialled.slice(1));
  if (dialled.length <= SHORT_DIGITS_MAX) return "short";
  return dialled.startsWith("62") ? insideCountry(dialled.slice(2)) : "abroad";
}

/** The kind of a number after the trunk prefix or the country code. */
function insideCountry(rest: string): OutsideKind | null {
  if (PREMIUM.test(rest)) return "premium";
  if (rest.startsWith("0")) return null;
  return rest.length >= NATIONAL_DIGITS_MIN ? "national" : "short";
}
