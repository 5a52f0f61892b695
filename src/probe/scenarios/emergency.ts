/** Marks that may stand between digits (RFC 3966 §3, visual separators), and what people put besides. */
const NOT_DIGITS = /\D/g;
/** Ways that a short number is written with the country before it. */
const COUNTRY = /^(?:0062|62|0)/;

/**
 * Whether a number is one of the emergency list, however it is written: with separators, with the country's prefix, with
 * a trunk prefix. The probe asks this of the code and of every key it would press, before anything is sent.
 */
export function isEmergencyNumber(number: string, emergency: ReadonlySet<string>): boolean {
  const digits = number.replaceAll(NOT_DIGITS, "");
  return emergency.has(digits) || emergency.has(digits.replace(COUNTRY, ""));
}
