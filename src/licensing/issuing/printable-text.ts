/** Characters in test notes that no shipped font contains, with their substitutes. */
const STAND_INS: Readonly<Record<string, string>> = {
  "\u2264": "<=",
  "\u2265": ">=",
  "\u2260": "tidak sama dengan ",
  "\u2248": "sekitar ",
  "\u2192": "->",
  "\u2190": "<-",
  "\u2713": "ya",
  "\u2714": "ya",
  "\u2717": "tidak",
  "\u2126": "\u03a9",
};

/** Characters of the alphabets in the shipped fonts, with punctuation; a subset of the fonts' coverage. */
const DRAWN =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff\u0100-\u017f\u0391-\u03a1\u03a3-\u03c9\u0410-\u044f\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac\u2122\u2212]$/u;

/**
 * A text as printed on a document of a test. Notes are typed on tablets: a character that no font contains is replaced
 * by a substitute or a question mark at the order, so that facts and print agree and no document fails for one
 * character.
 */
export function printableText(text: string): string {
  return [...text.normalize("NFC").replaceAll(/\s/gu, " ")]
    .map((sign) => (DRAWN.test(sign) ? sign : (STAND_INS[sign] ?? "?")))
    .join("")
    .replaceAll(/ +/g, " ");
}
