/** Signs that are written in test notes and that no shipped font draws, with what stands for them. */
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

/** Letters of the alphabets that the shipped fonts hold, with punctuation; narrower than the fonts, never wider. */
const DRAWN =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff\u0100-\u017f\u0391-\u03a1\u03a3-\u03c9\u0410-\u044f\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac\u2122\u2212]$/u;

/**
 * A text as it is printed on a paper of a test. Notes are typed on tablets: what no font draws gets a stand-in or a question
 * mark when the paper is ordered, so that its facts and its print are the same and no paper is stuck for one sign.
 */
export function printableText(text: string): string {
  return [...text.normalize("NFC").replaceAll(/\s/gu, " ")]
    .map((sign) => (DRAWN.test(sign) ? sign : (STAND_INS[sign] ?? "?")))
    .join("")
    .replaceAll(/ +/g, " ");
}
