/** Separators between digits (RFC 3966 §3, visual separators), and other characters that users insert. */
const NOT_DIGITS = /\D/g;
/** Notations of a short number with the country code or a trunk prefix. */
const COUNTRY = /^(?:0062|62|0)/;

/**
 * Whether a number is in the list of emergency numbers, in any notation: with separators, with the country code, with
 * a trunk prefix. The probe checks the code and every key before anything is sent.
 */
export function isEmergencyNumber(number: string, emergency: ReadonlySet<string>): boolean {
  const digits = number.replaceAll(NOT_DIGITS, "");
  return emergency.has(digits) || emergency.has(digits.replace(COUNTRY, ""));
}
