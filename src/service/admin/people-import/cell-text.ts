/** What a spreadsheet may take for a formula begins with one of these. */
const RISKY = "[=+\\-@\\t\\r＝＋－＠]";
const WRITTEN_HARMLESS = new RegExp(`^'(?='*${RISKY})`, "u");
const QUOTED_RISK = new RegExp(`^'+${RISKY}`, "u");

/**
 * A text as a cell that keeps its meaning: what begins as a harmless formula does (quotes, then a sign) gets one more quote, since reading
 * takes one away. The writer of CSV adds the first by itself.
 */
export function cellOf(text: string): string {
  return QUOTED_RISK.test(text) ? `'${text}` : text;
}

/** The text of a cell: without the quote that made a formula of it harmless. */
export function textOf(cell: string): string {
  return cell.replace(WRITTEN_HARMLESS, "").trim();
}

const LOWEST_PRINTABLE = 0x20;
const DELETE = "\u007f";
/** Stands for what could not be decoded. */
const UNDECODED = "\ufffd";
/** Signs that turn the direction of what follows: a name could be read as another one. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/u;

/** Half of a sign: no database keeps it as it is. */
const HALF = /\p{Cs}/u;

/** Whether a cell holds control characters or line breaks, turns its direction, or could not be decoded. */
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

/** Whether nothing stands in a row. */
export function isBlankRow(texts: readonly string[]): boolean {
  return texts.every((text) => text.trim() === "");
}
