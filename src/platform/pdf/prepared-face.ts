/** A font as pdfkit writes with it; its types omit it. */
interface WritingFace {
  /** The glyph numbers in the embedded subset as hex, and their positions. */
  encode(text: string, features?: unknown): EncodedText;
  widthOfString(text: string, size: number, features?: unknown): number;
}

type EncodedText = readonly [glyphs: readonly string[], positions: readonly unknown[]];

/** A line as encoded in every document. */
interface WrittenLine {
  readonly encoded: EncodedText;
  /** Its width at a font size of `UNIT` points. */
  readonly width: number;
}

/** Characters of nearly every letter. Only fonts of the plain Latin subset contain all of them. */
const COMMON = Array.from({ length: 95 }, (_, nth) => String.fromCodePoint(0x20 + nth)).join("");
const HOLDS_COMMON = /^latin-\d+$/u;
/** pdfkit measures widths in thousandths of the font size. */
const UNIT = 1_000;

/** Maximum number of cached lines of each font, some 25 MB per process when full; most lines of a letter recur in every letter of its kind. */
const LINES_MAX = 3_000;
const linesOfFaces = new Map<string, Map<string, WrittenLine>>();
const prepared = new WeakMap<PDFKit.PDFDocument, Set<string>>();

/**
 * Makes the selected font embed the common glyphs first and in one order, in every document. The embedded subset then hardly differs
 * between letters, and a line of common glyphs has the same glyph numbers in all of them, so that
 * both are computed once. No effect the second time.
 */
export function prepareFace(doc: PDFKit.PDFDocument, face: string): void {
  const done = prepared.get(doc) ?? new Set<string>();
  prepared.set(doc, done);
  if (done.has(face)) return;
  done.add(face);
  if (!HOLDS_COMMON.test(face)) return;
  const lines = linesOfFaces.get(face) ?? new Map<string, WrittenLine>();
  linesOfFaces.set(face, lines);
  const { _font: font } = doc as unknown as { readonly _font: WritingFace };
  rememberLines(font, lines);
}

function rememberLines(font: WritingFace, lines: Map<string, WrittenLine>): void {
  const encode = font.encode.bind(font);
  const widthOf = font.widthOfString.bind(font);
  const [common] = encode(COMMON);
  const last = [...common].sort().at(-1) ?? "";
  font.encode = (text, features) => {
    if (features !== undefined) return encode(text, features);
    const known = lines.get(text);
    if (known !== undefined) return known.encoded;
    const encoded = encode(text);
    if (encoded[0].some((glyph) => glyph > last)) return encoded;
    if (lines.size >= LINES_MAX) lines.clear();
    lines.set(text, { encoded, width: widthOf(text, UNIT) });
    return encoded;
  };
  font.widthOfString = (text, size, features) => {
    const known = features === undefined ? lines.get(text) : undefined;
    return known === undefined ? widthOf(text, size, features) : known.width * (size / UNIT);
  };
}
