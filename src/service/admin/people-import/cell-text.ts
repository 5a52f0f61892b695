/** Characters with which a spreadsheet formula may begin. */
const RISKY = "[=+\\-@\\t\\r＝＋－＠]";
const WRITTEN_HARMLESS = new RegExp(`^'(?='*${RISKY})`, "u");
const QUOTED_RISK = new RegExp(`^'+${RISKY}`, "u");

/**
 * A text as a cell that survives a round trip: a text that begins as an escaped formula (quotes, then a formula character) gets one more quote, since
 * reading removes one. The CSV writer adds the first one itself.
 */
export function cellOf(text: string): string {
  return QUOTED_RISK.test(text) ? `'${text}` : text;
}

/** The text of a cell: without the quote that escapes a formula. */
export function textOf(cell: string): string {
  return cell.replace(WRITTEN_HARMLESS, "").trim();
}

const LOWEST_PRINTABLE = 0x20;
const DELETE = "\u007f";
/** The replacement character of failed decoding. */
const UNDECODED = "\ufffd";
/** Characters that change the text direction, by which a name could be read as another one. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/u;

/** An unpaired surrogate, which no database can store. */
const HALF = /\p{Cs}/u;

/** Whether a cell contains control characters or line breaks, changes the text direction, or could not be decoded. */
export function isUnreadableCell(text: string): boolean {
  return [...text].some(
    (sign) =>
      TURNS.test(sign) ||
      HALF.test(sign) ||
      sign === DELETE ||
      sign === UNDECODED ||
      (sign.codePointAt(0) ?? LOWEST_PRINTABLE) < LOWEST_PRINTABLE,
  );
}

/** Whether a row is blank. */
export function isBlankRow(texts: readonly string[]): boolean {
  return texts.every((text) => text.trim() === "");
}
