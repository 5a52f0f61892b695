import { describe, expect, it } from "vitest";
import { moved, placeOf, type RowCursor } from "./row-cursor.ts";

const rows = (...ids: readonly string[]) => ids.map((id) => ({ id }));
const on = (id: string, at: number): RowCursor => ({ id, at });

describe("the cursor of a list", () => {
  it("begins at the first row, whichever way it is moved, and stops at both ends", () => {
    const list = rows("a", "b");
    expect(moved(list, null, 1)).toEqual(on("a", 0));
    expect(moved(list, null, -1)).toEqual(on("a", 0));
    expect(moved(list, on("b", 1), 1)).toEqual(on("b", 1));
    expect(moved(list, on("a", 0), -1)).toEqual(on("a", 0));
  });

  it("goes with its row when rows come before it", () => {
    const list = rows("new", "a", "b");
    expect(placeOf(list, on("b", 1))).toBe(2);
    expect(moved(list, on("b", 1), -1)).toEqual(on("a", 1));
  });

  it("stands on the row that took the place of one that has left, on the last one at the end", () => {
    expect(placeOf(rows("a", "c"), on("b", 1))).toBe(1);
    expect(placeOf(rows("a"), on("c", 2))).toBe(0);
  });

  it("waits while the list is empty, and stands on its row again when that is back", () => {
    const waiting = moved([], on("b", 1), 1);
    expect(placeOf([], waiting)).toBe(-1);
    expect(placeOf(rows("a", "b"), waiting)).toBe(1);
    expect(placeOf(rows("a"), null)).toBe(-1);
  });
});
