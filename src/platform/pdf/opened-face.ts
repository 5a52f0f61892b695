import { create, type Font, type GlyphRun } from "fontkit";
import { faceFile } from "./faces.ts";

/** Shaped words that are kept for each face; words come again in every letter, and shaping them is half the work of drawing one. */
const WORDS_MAX = 10_000;
const faces = new Map<string, Font>();

/**
 * A face named by `splitByFace`, opened once for all letters that this thread draws: reading its tables anew for each letter
 * would take longer than drawing one. Equal words get equal runs, so that letters stay equal byte for byte.
 */
export function openedFace(face: string): Font {
  const known = faces.get(face);
  if (known !== undefined) return known;
  const font = create(faceFile(face));
  if (!("layout" in font)) throw new Error(`${face} is a collection of faces`);
  const opened = rememberingWords(font);
  faces.set(face, opened);
  return opened;
}

function rememberingWords(font: Font): Font {
  const runs = new Map<string, GlyphRun>();
  const shaped = (word: string): GlyphRun => {
    const known = runs.get(word);
    if (known !== undefined) return known;
    if (runs.size >= WORDS_MAX) runs.clear();
    const run = font.layout(word);
    runs.set(word, run);
    return run;
  };
  const layout: Font["layout"] = (text, ...wishes) =>
    wishes.some((wish) => wish !== undefined) ? font.layout(text, ...wishes) : withOwnPositions(shaped(text));
  return Object.create(font, { layout: { value: layout } }) as Font;
}

/** pdfkit scales the positions of a run where they stand. */
function withOwnPositions(run: GlyphRun): GlyphRun {
  const positions = run.positions.map((position) => ({ ...position }));
  return Object.create(run, { positions: { value: positions } }) as GlyphRun;
}
