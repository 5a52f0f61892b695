import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { unwrapWoff } from "./unwrap-woff.ts";

/** The two font weights of a letter. */
export type Weight = "regular" | "bold";

/** A run of text that one font file contains. */
export interface FaceRun {
  /** Name to register the font under, such as `latin-400`. */
  readonly face: string;
  readonly text: string;
}

/** Thrown when a letter contains a character that no shipped font has: a legal text must not lose a character silently. */
export class UndrawableTextError extends Error {
  override readonly name = "UndrawableTextError";
}

const SUBSETS = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic"] as const;
const WEIGHTS: Readonly<Record<Weight, string>> = { regular: "400", bold: "700" };
/** Characters of nearly every line: the first subset covers all of them. */
const PLAIN_LATIN = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201d\u2026]+$/u;
/** Control and format characters could hide or reverse text, so they count as undrawable. */
const INVISIBLE = /\p{C}/u;
const PACKAGE = "@fontsource/noto-sans";
const requireFile = createRequire(import.meta.url);
const files = new Map<string, Buffer>();
const ranges = new Map<string, readonly (readonly [number, number])[]>();

/** Splits text into the fewest runs and prefers the current face. Throws `UndrawableTextError`. */
export function splitByFace(text: string, weight: Weight): readonly FaceRun[] {
  if (PLAIN_LATIN.test(text)) return [{ face: `${SUBSETS[0]}-${WEIGHTS[weight]}`, text }];
  const runs: { face: string; text: string }[] = [];
  let subset: string = SUBSETS[0];
  for (const character of text.normalize("NFC")) {
    const point = character.codePointAt(0) ?? 0;
    if (!covers(subset, point)) subset = subsetFor(point);
    const face = `${subset}-${WEIGHTS[weight]}`;
    const last = runs.at(-1);
    if (last?.face === face) last.text += character;
    else runs.push({ face, text: character });
    subset = covers(SUBSETS[0], point) ? SUBSETS[0] : subset;
  }
  return runs;
}

/** A text with a question mark for each character that no shipped font contains: for pictures, which must not fail because of one character. */
export function drawableText(text: string): string {
  if (PLAIN_LATIN.test(text)) return text;
  const draws = (sign: string) => SUBSETS.some((subset) => covers(subset, sign.codePointAt(0) ?? 0));
  return [...text.normalize("NFC")].map((sign) => (draws(sign) ? sign : "?")).join("");
}

/** The OpenType bytes of a face named by `splitByFace`, from its WOFF file. WOFF2 is not used: fontkit cannot subset its composite glyphs. */
export function faceFile(face: string): Buffer {
  const known = files.get(face);
  if (known !== undefined) return known;
  const bytes = unwrapWoff(readFileSync(requireFile.resolve(`${PACKAGE}/files/noto-sans-${face}-normal.woff`)));
  files.set(face, bytes);
  return bytes;
}

function subsetFor(point: number): string {
  const found = SUBSETS.find((subset) => covers(subset, point));
  if (found === undefined)
    throw new UndrawableTextError(`no font draws U+${point.toString(16).toUpperCase().padStart(4, "0")}`);
  return found;
}

function covers(subset: string, point: number): boolean {
  if (INVISIBLE.test(String.fromCodePoint(point))) return false;
  return subsetRanges(subset).some(([first, last]) => point >= first && point <= last);
}

function subsetRanges(subset: string): readonly (readonly [number, number])[] {
  const known = ranges.get(subset);
  if (known !== undefined) return known;
  const all = requireFile(`${PACKAGE}/unicode.json`) as Record<string, string>;
  const read = (all[subset] ?? "").split(",").map((range): readonly [number, number] => {
    const [first, last] = range.replace("U+", "").split("-");
    return [Number.parseInt(first ?? "", 16), Number.parseInt(last ?? first ?? "", 16)];
  });
  ranges.set(subset, read);
  return read;
}
