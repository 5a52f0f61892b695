/** Parses and formats numbers as typed: dots for thousands, a comma (in percentages also a dot) before decimals. */

const AMOUNT_MAX = Number.MAX_SAFE_INTEGER;

/** A whole amount such as "1.500.000" or "Rp 1 500 000"; null if invalid. */
export function readAmount(text: string): number | null {
  const digits = text
    .replace(/^\s*(?:rp|idr)/i, "")
    .replaceAll(/[\s.\u00a0]/g, "")
    .replace(/,0{1,2}$/, "");
  if (!/^\d{1,16}$/.test(digits)) return null;
  const amount = Number(digits);
  return amount <= AMOUNT_MAX ? amount : null;
}

/** An amount with thousands separators: "1.500.000". */
export function writeAmount(amount: number): string {
  return String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ".");
}

/** "12,5" or "12.5" as 1250 hundredths of a per cent; null if not a valid percentage. */
export function readPercent(text: string): number | null {
  const found = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text);
  if (found === null) return null;
  const [, whole = "", part = ""] = found;
  const points = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  return points <= 10_000 ? points : null;
}

/** A share in percent with two decimals: "12,50" of 1250. */
export function writePercent(points: number): string {
  return `${Math.floor(points / 100)},${String(points % 100).padStart(2, "0")}`;
}
