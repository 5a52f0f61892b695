/** Keyboard and mouse operations on tiles in the grid editor. */
import { GRID, type Tile, type TilePlace } from "../../../../src/service/acd/wallboards/tile.shared.ts";

/** The position after an arrow key, or the size with Shift held; undefined for any other key. */
export function placeByKey(
  { column, row, width, height }: TilePlace,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): Partial<TilePlace> | undefined {
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const [right, down] = step;
  if (shiftKey) return right === 0 ? { height: height + down } : { width: width + right };
  return right === 0 ? { row: row + down } : { column: column + right };
}

const STEPS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The position after a drag, rounded to whole cells and clamped to the grid. */
export function placeByDrag(
  { column, row, width, height }: Pick<Tile, "column" | "row" | "width" | "height">,
  moved: { readonly x: number; readonly y: number },
  grid: { readonly width: number; readonly height: number },
): Pick<TilePlace, "column" | "row"> {
  const kept = (at: number, most: number): number => Math.min(Math.max(1, at), most);
  return {
    column: kept(column + Math.round(moved.x / (grid.width / GRID.columns)), GRID.columns - width + 1),
    row: kept(row + Math.round(moved.y / (grid.height / GRID.rows)), GRID.rows - height + 1),
  };
}
