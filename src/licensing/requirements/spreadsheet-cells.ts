const LOWEST_PRINTABLE = 0x20;
const DELETE = "\u007f";
/** Stands for what could not be decoded. */
const UNDECODED = "\ufffd";
const WHITE = /[\t\n\r]/u;
/** Signs that turn the direction of what follows: a name could be read as another one. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/u;

/** Whether a cell holds control characters, white space apart, turns its direction, or could not be decoded. */
export function isUnreadableCell(text: string): boolean {
  return [...text].some(
    (sign) =>
      TURNS.test(sign) ||
      sign === DELETE ||
      sign === UNDECODED ||
      ((sign.codePointAt(0) ?? LOWEST_PRINTABLE) < LOWEST_PRINTABLE && !WHITE.test(sign)),
  );
}

/** Whether nothing stands in a row. */
export function isBlankRow(texts: readonly string[]): boolean {
  return texts.every((text) => text.trim() === "");
}

/** A spreadsheet turned a long number into 9,12E+12: its last digits are gone. */
export function isMangledNumber(text: string): boolean {
  return /^\d+(?:[.,]\d+)?e[+-]?\d+$/iu.test(text);
}
