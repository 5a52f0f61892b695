import { describe, expect, it } from "vitest";
import { placeByDrag, placeByKey } from "./tile-keys.ts";

const place = { column: 2, row: 2, width: 2, height: 1 };

describe("a tile in the editor", () => {
  it("moves by arrows, and grows or shrinks by arrows with Shift", () => {
    const press = (key: string, shiftKey = false) => placeByKey(place, { key, shiftKey });
    expect(press("ArrowLeft")).toEqual({ column: 1 });
    expect(press("ArrowDown")).toEqual({ row: 3 });
    expect(press("ArrowRight", true)).toEqual({ width: 3 });
    expect(press("ArrowUp", true)).toEqual({ height: 0 });
    expect(press("Enter")).toBeUndefined();
  });

  it("is dragged by whole cells, and stays on the grid", () => {
    const grid = { width: 600, height: 400 };
    expect(placeByDrag(place, { x: 149, y: 0 }, grid)).toEqual({ column: 3, row: 2 });
    expect(placeByDrag(place, { x: 151, y: 260 }, grid)).toEqual({ column: 4, row: 4 });
    expect(placeByDrag(place, { x: 9_999, y: -9_999 }, grid)).toEqual({ column: 5, row: 1 });
  });
});
