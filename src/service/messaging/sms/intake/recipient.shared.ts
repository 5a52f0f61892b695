const INTERNATIONAL = /^[1-9]\d{7,14}$/;
const NATIONAL = /^0[1-9]\d{7,12}$/;
const HOME = "62";
/** A trunk zero after the country code: +62 (0)812. */
const ZERO_AFTER_HOME = /^620+/;

/**
 * Normalises a number to international form without `+` (E.164); undefined when it is invalid. A number with one leading zero is Indonesian. Each phone number
 * has exactly one normal form.
 */
export function recipientOf(written: string): string | undefined {
  const bare = written.replaceAll(/[\s().-]/g, "");
  const digits = bare.startsWith("+") ? bare.slice(1) : bare.startsWith("00") ? bare.slice(2) : bare;
  const whole = !bare.startsWith("+") && NATIONAL.test(digits) ? HOME + digits.slice(1) : digits;
  const bareOfZero = whole.replace(ZERO_AFTER_HOME, HOME);
  return INTERNATIONAL.test(bareOfZero) ? bareOfZero : undefined;
}

/** Stored spellings of an address: as received, as E.164 without +, and in national form. */
export function waysToWrite(address: string): readonly string[] {
  const number = recipientOf(address);
  const ways = number === undefined ? [address] : [address, number, number.replace(/^62/, "0")];
  return [...new Set(ways.map((way) => way.replaceAll(/\p{Cc}/gu, "").toLowerCase()))];
}

/** Every prefix of a number, longest first. */
export function prefixesOf(recipient: string): readonly string[] {
  return Array.from(recipient, (_, index) => recipient.slice(0, recipient.length - index));
}
