/** A face as pdfkit writes with it; its types do not name it. */
interface WritingFace {
  /** The numbers of the glyphs in the embedded part of the face as hex, and where they stand. */
  encode(text: string, features?: unknown): EncodedText;
  widthOfString(text: string, size: number, features?: unknown): number;
}

type EncodedText = readonly [glyphs: readonly string[], positions: readonly unknown[]];

/** A line as every document writes it. */
interface WrittenLine {
  readonly encoded: EncodedText;
  /** Its width at a size of one point. */
  readonly width: number;
}

/** What nearly every letter writes. Only faces of the plain Latin subset hold all of it. */
const COMMON = Array.from({ length: 95 }, (_, nth) => String.fromCodePoint(0x20 + nth)).join("");
const HOLDS_COMMON = /^latin-\d+$/u;
/** pdfkit counts widths in thousandths of the size. */
const UNIT = 1_000;

/** Lines kept for each face, some 25 MB in each process when all of them are; most lines of a letter stand in every letter of its kind. */
const LINES_MAX = 3_000;
const linesOfFaces = new Map<string, Map<string, WrittenLine>>();
const prepared = new WeakMap<PDFKit.PDFDocument, Set<string>>();

/**
 * Makes the face that was just selected embed the common glyphs first and in one order, in every document. The part of a face that is
 * embedded then hardly differs between letters, and a line of common glyphs is written with the same numbers in all of them, so that
 * both are made once. Does nothing the second time.
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
