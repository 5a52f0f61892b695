import { encode } from "uqr";

/** Maximum number of characters of a verification URL, so that its QR code stays readable on paper. */
const QR_TEXT_MAX = 300;

/** Draws a QR code as one vector path in a square of `side` points, quiet zone included, with its upper left corner at `at`. */
export function drawQr(
  doc: PDFKit.PDFDocument,
  text: string,
  at: { readonly x: number; readonly y: number },
  side: number,
): void {
  if (text.length > QR_TEXT_MAX)
    throw new RangeError(`a QR text of ${text.length} characters is longer than ${QR_TEXT_MAX}`);
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  doc.rect(at.x, at.y, side, side).fill("#ffffff");
  fillModules(doc, data, { ...at, module: side / size });
}

/** Fills the dark modules of a symbol as one path; `module` is the side length of a module in points. */
export function fillModules(
  doc: PDFKit.PDFDocument,
  rows: readonly (readonly boolean[])[],
  { x, y, module }: { readonly x: number; readonly y: number; readonly module: number },
): void {
  for (const [row, modules] of rows.entries()) {
    for (const { from, length } of darkStretches(modules)) {
      doc.rect(x + from * module, y + row * module, length * module, module);
    }
  }
  doc.fill("#000000");
}

function darkStretches(modules: readonly boolean[]): readonly { from: number; length: number }[] {
  const stretches: { from: number; length: number }[] = [];
  for (const [index, dark] of modules.entries()) {
    if (!dark) continue;
    const last = stretches.at(-1);
    if (last !== undefined && last.from + last.length === index) last.length += 1;
    else stretches.push({ from: index, length: 1 });
  }
  return stretches;
}
