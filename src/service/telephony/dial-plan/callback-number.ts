import { outsideKind } from "./dial-permission.ts";

const COUNTRY = /^(?:\+?62|0)/;
/** A mobile number: 08 and eight to eleven digits more. */
const MOBILE = /^8[1-9]\d{7,10}$/;
/** Byru and other satellites: a call there costs many times one to a mobile. */
const SATELLITE = /^868/;
/** A fixed line: its area's two or three digits and five to eight of its own (Peraturan Menteri Kominfo 14/2018, appendix). */
const FIXED = /^[2-79]\d{6,10}$/;

/**
 * Whether a number is one that people are called back at: a fixed or mobile line of the country, written as it is dialled
 * from within or with the country's prefix. What costs more than a call is none, nor a short code, nor anything abroad: whoever has
 * himself called back chooses who pays.
 */
export function isCallbackNumber(number: string): boolean {
  if (outsideKind(number) !== "national" || !COUNTRY.test(number)) return false;
  const line = number.replace(COUNTRY, "");
  return (MOBILE.test(line) && !SATELLITE.test(line)) || FIXED.test(line);
}
