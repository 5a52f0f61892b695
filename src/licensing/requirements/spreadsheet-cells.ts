const LOWEST_PRINTABLE = 0x20;
const DELETE = "\u007f";
/** The replacement character of undecodable bytes. */
const UNDECODED = "\ufffd";
const WHITE = /[\t\n\r]/u;
/** Bidirectional control characters, which can disguise a name. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/u;

/** Whether a cell holds control characters other than white space, bidirectional controls, or undecodable bytes. */
export function isUnreadableCell(text: string): boolean {
  return [...text].some(
    (sign) =>
      TURNS.test(sign) ||
      sign === DELETE ||
      sign === UNDECODED ||
      ((sign.codePointAt(0) ?? LOWEST_PRINTABLE) < LOWEST_PRINTABLE && !WHITE.test(sign)),
  );
}

/** Whether all cells of a row are blank. */
export function isBlankRow(texts: readonly string[]): boolean {
  return texts.every((text) => text.trim() === "");
}

/** A number that a spreadsheet converted to 9,12E+12: its last digits are lost. */
export function isMangledNumber(text: string): boolean {
  return /^\d+(?:[.,]\d+)?e[+-]?\d+$/iu.test(text);
}
