/** Country codes (ISO 3166-1 alpha-2); the names come from the browser. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
/** Codes that have a name but are not countries. */
const NO_COUNTRY: ReadonlySet<string> = new Set(["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"]);

const HOME = "ID";

/** The name of a country in the user's language; the code where the browser has no name for it. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

const known = new Map<string, readonly { readonly value: string; readonly label: string }[]>();

/** All countries as options: Indonesia first, then by name. */
export function countryChoices(locale: string): readonly { readonly value: string; readonly label: string }[] {
  const before = known.get(locale);
  if (before !== undefined) return before;
  const names = new Intl.DisplayNames([locale], { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const choices = codes
    .filter((code) => code !== HOME && !NO_COUNTRY.has(code))
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .toSorted((one, other) => one.label.localeCompare(other.label, locale));
  const all = [{ value: HOME, label: countryName(HOME, locale) }, ...choices];
  known.set(locale, all);
  return all;
}
