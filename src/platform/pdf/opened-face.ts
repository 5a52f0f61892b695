import { create, type Font, type GlyphRun, type Subset } from "fontkit";
import { faceFile } from "./faces.ts";

/** Maximum number of shaped words in the cache of each face; words recur in every letter, and shaping is half the work of rendering. */
const WORDS_MAX = 10_000;
/** Maximum number of serialised subsets of one face in the cache, some 20 kB each. */
const SUBSETS_MAX = 50;
const faces = new Map<string, Font>();

/**
 * A face named by `splitByFace`, opened once for all letters of this process: parsing its tables for each letter
 * would take longer than rendering one. Equal words get equal runs, so that equal letters have equal bytes.
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
  const written = new Map<string, Uint8Array>();
  const createSubset: Font["createSubset"] = () => rememberingSubset(font.createSubset(), written);
  return Object.create(font, { layout: { value: layout }, createSubset: { value: createSubset } }) as Font;
}

/** A subset as pdfkit uses it: includes glyphs by their numbers and returns their numbers in the subset. */
interface NumberedSubset {
  includeGlyph(glyph: number): number;
  encode(): Uint8Array;
}

/** Letters of one kind use the same glyphs, and serialising the subset costs more than rendering them: the subset is cached. */
function rememberingSubset(subset: Subset, written: Map<string, Uint8Array>): Subset {
  const numbered = subset as unknown as NumberedSubset;
  const included = new Map<number, number>();
  const includeGlyph = (glyph: number): number => {
    const known = included.get(glyph) ?? numbered.includeGlyph(glyph);
    included.set(glyph, known);
    return known;
  };
  const encode = (): Uint8Array => {
    const key = [...included.keys()].join(" ");
    const known = written.get(key);
    if (known !== undefined) return known;
    if (written.size >= SUBSETS_MAX) written.clear();
    const fresh = numbered.encode();
    written.set(key, fresh);
    return fresh;
  };
  return Object.create(subset, { includeGlyph: { value: includeGlyph }, encode: { value: encode } }) as Subset;
}

/** pdfkit scales the positions of a run in place, so the run is copied. */
function withOwnPositions(run: GlyphRun): GlyphRun {
  const positions = run.positions.map((position) => ({ ...position }));
  return Object.create(run, { positions: { value: positions } }) as GlyphRun;
}
