import { outsideKind } from "./dial-permission.ts";

const COUNTRY = /^(?:\+?62|0)/;
/** A mobile number: 08 and eight to eleven more digits. */
const MOBILE = /^8[1-9]\d{7,10}$/;
/** Byru and other satellite networks: a call there costs many times one to a mobile network. */
const SATELLITE = /^868/;
/** A fixed line: an area code of two or three digits and five to eight more digits (Peraturan Menteri Kominfo 14/2018, appendix). */
const FIXED = /^[2-79]\d{6,10}$/;

/**
 * Whether callbacks may go to a number: a national fixed or mobile number, with trunk or country prefix. Premium numbers, short codes and numbers
 * abroad are excluded, since the person who requests a callback chooses what the call centre pays.
 */
export function isCallbackNumber(number: string): boolean {
  if (outsideKind(number) !== "national" || !COUNTRY.test(number)) return false;
  const line = number.replace(COUNTRY, "");
  return (MOBILE.test(line) && !SATELLITE.test(line)) || FIXED.test(line);
}
