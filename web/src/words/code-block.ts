/** Access codes in blocks of one hundred. */

const BLOCK_DIGITS = 2;

/** The block of a code: the code without its last two digits. */
export const codeBlockOf = (code: string): string => code.slice(0, -BLOCK_DIGITS);

/** The position of a code in its block: row = tens, column = units. */
export function placeInCodeBlock(code: string): { readonly row: number; readonly column: number } {
  const rest = Number(code.slice(-BLOCK_DIGITS));
  return { row: Math.floor(rest / 10), column: rest % 10 };
}

/** The distinct blocks of a list of codes, in order. */
export function sheetsOf(codes: readonly { readonly code: string }[]): readonly string[] {
  return [...new Set(codes.map(({ code }) => codeBlockOf(code)))].sort();
}

/** The position after a key press; null when the key does not move the cursor. Columns wrap, rows do not. */
export function moveCursor(place: number, key: string): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: Math.min(99, place + 1),
    ArrowLeft: Math.max(0, place - 1),
    ArrowDown: place + 10 > 99 ? place : place + 10,
    ArrowUp: place - 10 < 0 ? place : place - 10,
    Home: place - (place % 10),
    End: place - (place % 10) + 9,
    PageUp: place % 10,
    PageDown: 90 + (place % 10),
  };
  return moves[key] ?? null;
}

/** A code grouped for display: "1500 123", "150 164", "14045". */
export function displayCode(code: string): string {
  const head = { 7: 4, 6: 3 }[code.length];
  return head === undefined ? code : `${code.slice(0, head)} ${code.slice(head)}`;
}
