/** What a number outside is: the plan of a line says which of them may be dialled over it. */
export type OutsideKind =
  /** Fixed and mobile numbers of the country. */
  | "national"
  /** Codes of up to eight digits: services, and numbers of the own area. */
  | "short"
  | "abroad"
  /** Numbers that cost more than a call (0809, 0900). */
  | "premium";

const DIALLED = /^\+?\d{2,20}$/;
/** Prefixes that lead abroad: the general one, those of the carriers, and those of calls over the internet (010xx). */
const ABROAD = /^(?:00|010)/;
const PREMIUM = /^(?:809|900)/;
const SHORT_DIGITS_MAX = 8;
const NATIONAL_DIGITS_MIN = 7;

/** The kind of a dialled number; null for what is none. Whatever is not plainly something else counts as abroad. */
export function outsideKind(dialled: string): OutsideKind | null {
  if (!DIALLED.test(dialled)) return null;
  if (dialled.startsWith("+")) return dialled.startsWith("+62") ? insideCountry(dialled.slice(3)) : "abroad";
  if (ABROAD.test(dialled)) return "abroad";
  if (dialled.startsWith("0")) return insideCountry(dialled.slice(1));
  if (dialled.length <= SHORT_DIGITS_MAX) return "short";
  return dialled.startsWith("62") ? insideCountry(dialled.slice(2)) : "abroad";
}

/** A number behind the trunk prefix or the country's. */
function insideCountry(rest: string): OutsideKind | null {
  if (PREMIUM.test(rest)) return "premium";
  if (rest.startsWith("0")) return null;
  return rest.length >= NATIONAL_DIGITS_MIN ? "national" : "short";
}
