import type { PagePoint } from "./find-marks.ts";
import { type GreyPage, greyPage } from "./page-pixels.ts";
import { withPage, withPdf } from "./pdf-engine.ts";

/** A region of a page by its four corners: upper left, upper right, lower right, lower left. */
export interface InkPlace {
  readonly page: number;
  readonly corners: readonly [PagePoint, PagePoint, PagePoint, PagePoint];
}

/** Longer side in pixels: about 150 dpi for A4. */
const SIDE = 1_754;
const PLACES_MAX = 40;
/** Sampled points along one side of a region. */
const STEPS_MAX = 400;
/** Minimum darkness of ink compared with the surrounding paper, of 255. */
const DARKER = 45;
/** Darker paper cannot be distinguished from ink. */
const BACKGROUND_BRIGHTNESS_MIN = 90;
/** Minimum number of dark neighbours, of four, by which a stroke differs from a speck. */
const NEIGHBOURS_MIN = 2;

/** The share of each region that is covered by ink, 0 to 1; null if it cannot be measured. Throws `UnreadablePdfError`. */
export function measureInk(pdf: Uint8Array, places: readonly InkPlace[]): Promise<readonly (number | null)[]> {
  return withPdf(pdf, async (open) => {
    const pages = new Map<number, GreyPage | null>();
    const shares: (number | null)[] = [];
    for (const { page, corners } of places.slice(0, PLACES_MAX)) {
      const known = pages.get(page);
      const picture = known ?? (await withPage(open, page, (pointer) => greyPage(open, pointer, SIDE)));
      pages.set(page, picture);
      shares.push(picture === null ? null : inkShare(picture, corners));
    }
    return shares;
  });
}

/** The share of ink in a region of a rendered page; the corners are in points. */
function inkShare(page: GreyPage, corners: InkPlace["corners"]): number | null {
  const [upperLeft, upperRight, , lowerLeft] = corners;
  const columns = steps(upperLeft, upperRight, page.scale);
  const rows = steps(upperLeft, lowerLeft, page.scale);
  if (columns < 4 || rows < 4) return null;
  const values = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const value = valueAt(page, between(corners, (column + 0.5) / columns, (row + 0.5) / rows));
      if (value === null) return null;
      values[row * columns + column] = value;
    }
  }
  return darkShare(values, columns, rows);
}

function darkShare(values: Uint8Array, columns: number, rows: number): number | null {
  const paper = values.toSorted()[Math.floor(values.length / 2)] ?? 0;
  if (paper < BACKGROUND_BRIGHTNESS_MIN) return null;
  const isDark = (column: number, row: number): boolean =>
    column >= 0 &&
    row >= 0 &&
    column < columns &&
    row < rows &&
    (values[row * columns + column] ?? paper) < paper - DARKER;
  let dark = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (!isDark(column, row)) continue;
      const around = [
        isDark(column - 1, row),
        isDark(column + 1, row),
        isDark(column, row - 1),
        isDark(column, row + 1),
      ];
      if (around.filter(Boolean).length >= NEIGHBOURS_MIN) dark += 1;
    }
  }
  return dark / values.length;
}

function steps(from: PagePoint, to: PagePoint, scale: number): number {
  return Math.min(STEPS_MAX, Math.floor(Math.hypot(to.x - from.x, to.y - from.y) * scale));
}

/** The point at `across` and `down` (0 to 1) between the four corners. */
function between([a, b, c, d]: InkPlace["corners"], across: number, down: number): PagePoint {
  const mix = (left: number, right: number, share: number) => left + (right - left) * share;
  return {
    x: mix(mix(a.x, b.x, across), mix(d.x, c.x, across), down),
    y: mix(mix(a.y, b.y, across), mix(d.y, c.y, across), down),
  };
}

function valueAt({ width, height, grey, scale }: GreyPage, { x, y }: PagePoint): number | null {
  const column = Math.floor(x * scale);
  const row = Math.floor(y * scale);
  if (column < 0 || row < 0 || column >= width || row >= height) return null;
  return grey[row * width + column] ?? null;
}
