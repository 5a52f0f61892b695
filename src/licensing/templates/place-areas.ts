import { MARK_PLACES, type SigningArea } from "../../kernel/index.ts";

/** A point, in PDF points from the upper left of a page. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Corners upper left, upper right, lower right, lower left, as they were printed. */
export type Corners = readonly [Point, Point, Point, Point];

/** The transformation from a printed page to the page of a file: rotated and scaled by `turn`, then translated. */
interface Lie {
  readonly turn: Point;
  readonly from: Point;
  readonly to: Point;
}

const { side, quiet, upper, lower } = MARK_PLACES;
const UPPER = square(upper);
const LOWER = square(lower);
const PAGE: Corners = [
  { x: 0, y: 0 },
  { x: 595.28, y: 0 },
  { x: 595.28, y: 841.89 },
  { x: 0, y: 841.89 },
];

/** An area at its position on the page of a file, whole and without its edge. */
export interface PlacedArea {
  readonly kind: SigningArea["kind"];
  readonly corners: Corners;
  readonly inner: Corners;
}

/** The margin excluded at the edge, so that the frame does not count as ink: smaller if both marks determine the position. */
const EDGE = { both: 5, one: 9 };

/** Positions of a template's areas on a page of a file, from the marks found on it. `page` is its size in points. */
export function placeAreas(
  areas: readonly SigningArea[],
  marks: readonly Corners[],
  page: { readonly width: number; readonly height: number },
): readonly PlacedArea[] {
  const lie = lieOf(marks, page);
  if (lie === null) return [];
  const edge = marks.length > 1 ? EDGE.both : EDGE.one;
  return areas.map(({ kind, left, top, width, height }) => ({
    kind,
    corners: moved(lie, box(left, top, width, height)),
    inner: moved(lie, box(left + edge, top + edge, width - 2 * edge, height - 2 * edge)),
  }));
}

function lieOf(marks: readonly Corners[], page: { readonly width: number; readonly height: number }): Lie | null {
  const [first, second] = marks;
  if (first === undefined) return null;
  if (second === undefined) {
    const guesses = [lay(UPPER, first), lay(LOWER, first)];
    return guesses.toSorted((one, other) => overhang(one, page) - overhang(other, page))[0] ?? null;
  }
  const pairs = [
    { printed: [...UPPER, ...LOWER], found: [...first, ...second] },
    { printed: [...UPPER, ...LOWER], found: [...second, ...first] },
  ];
  const fits = pairs.map(({ printed, found }) => {
    const lie = lay(printed, found);
    return { lie, error: misfit(lie, printed, found) };
  });
  return fits.toSorted((one, other) => one.error - other.error)[0]?.lie ?? null;
}

/** The rotation and scale that best map the printed points to the found ones (least squares over complex numbers). */
function lay(printed: readonly Point[], found: readonly Point[]): Lie {
  const from = middle(printed);
  const to = middle(found);
  let real = 0;
  let imaginary = 0;
  let length = 0;
  for (const [index, point] of printed.entries()) {
    const p = { x: point.x - from.x, y: point.y - from.y };
    const q = { x: (found[index]?.x ?? to.x) - to.x, y: (found[index]?.y ?? to.y) - to.y };
    real += p.x * q.x + p.y * q.y;
    imaginary += p.x * q.y - p.y * q.x;
    length += p.x * p.x + p.y * p.y;
  }
  return { turn: { x: real / length, y: imaginary / length }, from, to };
}

function carried({ turn, from, to }: Lie, point: Point): Point {
  const x = point.x - from.x;
  const y = point.y - from.y;
  return { x: to.x + turn.x * x - turn.y * y, y: to.y + turn.x * y + turn.y * x };
}

function moved(lie: Lie, [a, b, c, d]: Corners): Corners {
  return [carried(lie, a), carried(lie, b), carried(lie, c), carried(lie, d)];
}

function misfit(lie: Lie, printed: readonly Point[], found: readonly Point[]): number {
  return printed.reduce((sum, point, index) => {
    const lies = carried(lie, point);
    const seen = found[index] ?? lies;
    return sum + (lies.x - seen.x) ** 2 + (lies.y - seen.y) ** 2;
  }, 0);
}

/** How far the printed page would extend beyond the page of the file. */
function overhang(lie: Lie, page: { readonly width: number; readonly height: number }): number {
  return moved(lie, PAGE).reduce(
    (sum, { x, y }) => sum + Math.max(0, -x, x - page.width) + Math.max(0, -y, y - page.height),
    0,
  );
}

function middle(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function square({ x, y }: Point): Corners {
  return box(x + quiet, y + quiet, side - 2 * quiet, side - 2 * quiet);
}

function box(left: number, top: number, width: number, height: number): Corners {
  return [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: top + height },
    { x: left, y: top + height },
  ];
}
