/** A spot on a page as fractions of its width and height from the top left, independent of the display size. */

/** A spot. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const STEP = 0.01;
const FAST = 0.1;
const MIDDLE: Spot = { x: 0.5, y: 0.5 };
const PARTS = 10_000;

const ARROWS: Readonly<Record<string, Spot>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Clamps to the page and rounds to a visible precision. */
const held = (fraction: number): number => Math.min(1, Math.max(0, Math.round(fraction * PARTS) / PARTS));

/** The spot on a page for a click at screen coordinates. */
export function spotAt(
  press: Spot,
  page: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): Spot {
  if (page.width <= 0 || page.height <= 0) return MIDDLE;
  return { x: held((press.x - page.left) / page.width), y: held((press.y - page.top) / page.height) };
}

/** The spot after an arrow key, starting in the middle of the page; null for any other key. */
export function movedSpot(spot: Spot | null, key: string, { isFast }: { readonly isFast: boolean }): Spot | null {
  const way = ARROWS[key];
  if (way === undefined) return null;
  if (spot === null) return MIDDLE;
  const step = isFast ? FAST : STEP;
  return { x: held(spot.x + way.x * step), y: held(spot.y + way.y * step) };
}
