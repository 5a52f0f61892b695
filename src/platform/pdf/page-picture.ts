import { PNG } from "pngjs";
import { colourPage } from "./page-pixels.ts";
import { withPage, withPdf } from "./pdf-engine.ts";

/** Maximum length of the longer side in pixels. */
const SIDE_MAX = 3_000;
const SIDE_MIN = 100;

/** One page as PNG, its longer side `side` pixels long; no bytes when there is no such page. Throws `UnreadablePdfError`. */
export function pagePicture(pdf: Uint8Array, page: number, side: number): Promise<Uint8Array> {
  return withPdf(pdf, async (open) => {
    const asked = Math.min(SIDE_MAX, Math.max(SIDE_MIN, side));
    const isThere = page >= 1 && page <= open.engine.FPDF_GetPageCount(open.document);
    const drawn = isThere ? await withPage(open, page, (pointer) => colourPage(open, pointer, asked)) : null;
    if (drawn === null) return new Uint8Array(0);
    const png = new PNG({ width: drawn.width, height: drawn.height, colorType: 2 });
    png.data = Buffer.from(drawn.rgba);
    return new Uint8Array(PNG.sync.write(png, { colorType: 2, deflateLevel: 6 }));
  });
}
