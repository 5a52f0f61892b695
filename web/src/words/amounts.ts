/** Formats amounts of money and bytes. */

/** "Rp 1.250.000" or "Rp 1,250,000". */
export function rupiah(amount: number, locale: string): string {
  const digits = new Intl.NumberFormat(locale === "id" ? "id-ID" : "en-GB").format(amount);
  return `Rp ${digits}`;
}

const UNITS = [
  { bytes: 1_000_000_000_000, name: "TB" },
  { bytes: 1_000_000_000, name: "GB" },
  { bytes: 1_000_000, name: "MB" },
  { bytes: 1_000, name: "kB" },
] as const;

/** "1,5 GB" or "1.5 GB"; units are powers of 1000. */
export function bytesText(bytes: number, locale: string): string {
  const unit = UNITS.find((one) => bytes >= one.bytes) ?? { bytes: 1, name: "B" };
  const format = new Intl.NumberFormat(locale === "id" ? "id-ID" : "en-GB", { maximumFractionDigits: 1 });
  return `${format.format(bytes / unit.bytes)} ${unit.name}`;
}

/** The used share of `max` in whole per cent, rounded down: 100 appears only when all is used. */
export function shareOf(used: number, max: number): number {
  return Math.floor((used / max) * 100);
}
