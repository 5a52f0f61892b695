/** Countries by their two letters; the names come from the browser. */

/** Where makers of telephone equipment and owners of shares commonly are, Indonesia first. */
export const COUNTRIES = [
  ...["ID", "AE", "AT", "AU", "BE", "BR", "CA", "CH", "CN", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "HK", "HU", "IE"],
  ...["IL", "IN", "IT", "JP", "KR", "KY", "LU", "MX", "MY", "NL", "NO", "NZ", "PH", "PL", "PT", "QA", "RO", "SA", "SE"],
  ...["SG", "TH", "TR", "TW", "US", "VG", "VN", "ZA"],
] as const;

/** The name of a country in the reader's language; its letters where the browser does not know it. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
