/** Measures text in points. */
export type Measure = (text: string) => number;

/** Maximum number of lines of a paragraph. */
const LINES_MAX = 400;

/**
 * Breaks text into lines of at most `width` points, at spaces; a wider word (a URL, a name without spaces)
 * is cut at the width. Line feeds stay as breaks. Never returns an empty list.
 */
export function breakLines(text: string, width: number, measure: Measure): readonly string[] {
  const lines = text.split("\n").flatMap((paragraph) => breakParagraph(paragraph, width, measure));
  if (lines.length > LINES_MAX) throw new RangeError(`a text of ${lines.length} lines is longer than ${LINES_MAX}`);
  return lines;
}

function breakParagraph(paragraph: string, width: number, measure: Measure): readonly string[] {
  const space = measure(" ");
  const lines: string[] = [];
  let line: { readonly text: string; readonly width: number } | null = null;
  for (const word of paragraph.split(/[ \t]+/u).flatMap((one) => cutWord(one, width, measure))) {
    const wordWidth = measure(word);
    if (line === null) {
      line = { text: word, width: wordWidth };
    } else if (line.width + space + wordWidth <= width) {
      line = { text: `${line.text} ${word}`, width: line.width + space + wordWidth };
    } else {
      lines.push(line.text);
      line = { text: word, width: wordWidth };
    }
  }
  return [...lines, line?.text ?? ""];
}

/** Cuts by the widths of single characters: each letter has a new URL, and measuring each of its prefixes is expensive. */
function cutWord(word: string, width: number, measure: Measure): readonly string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = { text: "", width: 0 };
  for (const character of word) {
    const characterWidth = measure(character);
    if (piece.text !== "" && piece.width + characterWidth > width) {
      pieces.push(piece.text);
      piece = { text: "", width: 0 };
    }
    piece = { text: piece.text + character, width: piece.width + characterWidth };
  }
  return [...pieces, piece.text];
}
