import type { Subset } from "fontkit";
import { expect, it } from "vitest";
import { splitByFace } from "./faces.ts";
import { openedFace } from "./opened-face.ts";

/** Maximum number of cached subsets of one face. */
const SUBSETS_MAX = 50;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".split("");

/** Adds a glyph by its number, as pdfkit does; the types expect glyph objects. */
const include = (subset: Subset, glyph: number) =>
  (subset as unknown as { includeGlyph(one: number): number }).includeGlyph(glyph);

it("keeps the parts of a face that letters use, also while as many are kept as may be", () => {
  const [{ face } = { face: "" }] = splitByFace("A", "regular");
  const font = openedFace(face);
  const partOf = (letters: string) => {
    const subset = font.createSubset();
    for (const glyph of font.layout(letters).glyphs) include(subset, glyph.id);
    return subset.encode();
  };
  const kinds = LETTERS.slice(0, SUBSETS_MAX).map((letter) => `${letter}z`);
  // Other test files of this process may have filled the cache: a first pass fills it with these kinds alone.
  kinds.map(partOf);
  const written = kinds.map(partOf);
  expect(written).toHaveLength(SUBSETS_MAX);
  // The identical bytes, not only equal ones: nothing is written again.
  for (const [nth, kind] of kinds.entries()) expect(partOf(kind) === written[nth]).toBe(true);
});
