import bwip from "bwip-js/node";
import { fillModules } from "./qr-drawing.ts";

/** Maximum number of characters, so that the modules stay large enough for a scan at 150 dpi. */
const TEXT_MAX = 90;
/** Width of the quiet zone in modules (ISO/IEC 16022 requires one). */
const QUIET = 2;

/** The modules of a DataMatrix (ECC 200), row by row; true is dark. */
function dataMatrix(text: string): readonly (readonly boolean[])[] {
  if (text.length > TEXT_MAX) throw new RangeError(`a mark of ${text.length} characters is longer than ${TEXT_MAX}`);
  const [symbol] = bwip.raw({ bcid: "datamatrix", text }) as unknown as readonly DrawnSymbol[];
  if (symbol === undefined) throw new TypeError("no DataMatrix was made");
  const { pixs, pixx, pixy } = symbol;
  return Array.from({ length: pixy }, (_, row) =>
    Array.from({ length: pixx }, (__, at) => pixs[row * pixx + at] === 1),
  );
}

interface DrawnSymbol {
  readonly pixs: readonly number[];
  readonly pixx: number;
  readonly pixy: number;
}

/** Draws a DataMatrix as one vector path in a square of `side` points, including the quiet zone, with its upper left corner at `at`. */
export function drawDataMatrix(
  doc: PDFKit.PDFDocument,
  text: string,
  at: { readonly x: number; readonly y: number },
  side: number,
): void {
  const rows = dataMatrix(text);
  const module = side / (rows.length + 2 * QUIET);
  doc.rect(at.x, at.y, side, side).fill("#ffffff");
  fillModules(doc, rows, { x: at.x + QUIET * module, y: at.y + QUIET * module, module });
}
