/** The spoken form of numbers and codes: digits, a dash, a check digit; the code in two groups of four. */

/** The quasigroup of H. M. Damm (2004): its check digit detects every wrong digit and every transposition of neighbours. */
const DAMM = [
  ...["0317598642", "7092154863", "4206871359", "1750983426", "6123045978"],
  ...["3674209581", "5869720134", "8945362017", "9438617205", "2581436790"],
] as const;

function checkDigit(digits: string): string {
  let kept = "0";
  for (const digit of digits) kept = DAMM[Number(kept)]?.[Number(digit)] ?? "0";
  return kept;
}

/** A ticket's number with its check digit, such as `1042-9`. */
export function spokenNumber(number: number): string {
  return `${number}-${checkDigit(String(number))}`;
}

/** Parses a number with its check digit; null when the check digit is wrong, or the text is no number. */
export function readNumber(text: string): number | null {
  const digits = text.replaceAll(/[\s.#-]/g, "");
  if (!/^\d{5,9}$/.test(digits)) return null;
  const [number, check] = [digits.slice(0, -1), digits.slice(-1)];
  return !number.startsWith("0") && checkDigit(number) === check ? Number(number) : null;
}

/** A code in two groups of four digits. */
export function spokenCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** Parses a code; null when the text is none. */
export function readCode(text: string): string | null {
  const digits = text.replaceAll(/[\s.-]/g, "");
  return /^\d{8}$/.test(digits) ? digits : null;
}
