import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  freePlace,
  GRID,
  KIND_RULES,
  overlap,
  placed,
  TILE_KINDS,
  TILES_MAX,
  type Tile,
  type TileKind,
  tileLevel,
  tilesFault,
} from "./tile.shared.ts";

const tile = (id: string, more: Partial<Tile> = {}): Tile => ({
  id,
  kind: "waiting",
  queueId: null,
  limits: null,
  column: 1,
  row: 1,
  width: 1,
  height: 1,
  ...more,
});

describe("tiles of a board", () => {
  it("share no cell, lie on the grid, and are no smaller than they can be read", () => {
    expect(tilesFault([tile("a"), tile("b", { column: 2 })])).toBeNull();
    expect(tilesFault([tile("a", { width: 2 }), tile("b", { column: 2 })])).toBe("wallboard-tiles-overlap");
    expect(tilesFault([tile("a", { column: GRID.columns, width: 2 })])).toBe("wallboard-tile-outside");
    expect(tilesFault([tile("a", { kind: "queues", width: 2, height: 2 })])).toBe("wallboard-tile-wrong");
    expect(tilesFault([tile("a"), tile("a", { column: 2 })])).toBe("wallboard-tile-wrong");
  });

  it("name a queue and have limits only where that means something, the nearer limit first", () => {
    expect(tilesFault([tile("a", { kind: "clock", queueId: "q" })])).toBe("wallboard-tile-wrong");
    expect(tilesFault([tile("a", { kind: "clock", limits: { near: 1, over: 2 } })])).toBe("wallboard-tile-wrong");
    expect(tilesFault([tile("a", { limits: { near: 3, over: 2 } })])).toBe("wallboard-tile-wrong");
    expect(tilesFault([tile("a", { kind: "level-today", limits: { near: 80, over: 90 } })])).toBe(
      "wallboard-tile-wrong",
    );
    expect(tilesFault([tile("a", { kind: "level-today", limits: { near: 90, over: 80 } })])).toBeNull();
  });

  it("stay right whatever is added, moved and made larger or smaller, until the grid is full", () => {
    const step = fc.record({
      add: fc.constantFrom<TileKind>(...TILE_KINDS),
      which: fc.nat(),
      to: fc.record({
        column: fc.integer({ min: -1, max: 8 }),
        row: fc.integer({ min: -1, max: 8 }),
        width: fc.integer({ min: 0, max: 7 }),
        height: fc.integer({ min: 0, max: 7 }),
      }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let tiles: readonly Tile[] = [];
        for (const [nth, { add, which, to }] of steps.entries()) {
          const place = freePlace(tiles, add);
          if (place !== undefined) tiles = [...tiles, tile(String(nth), { kind: add, ...place })];
          const other = tiles[which % Math.max(1, tiles.length)];
          if (other !== undefined) tiles = placed(tiles, other.id, to) ?? tiles;
          expect(tilesFault(tiles)).toBeNull();
        }
        expect(tiles.length).toBeLessThanOrEqual(TILES_MAX);
        const cells = tiles.reduce((sum, { width, height }) => sum + width * height, 0);
        expect(cells).toBeLessThanOrEqual(TILES_MAX);
        expect(tiles.some((one, at) => tiles.slice(at + 1).some((two) => overlap(one, two)))).toBe(false);
      }),
    );
    const full: Tile[] = [];
    for (let place = freePlace(full, "waiting"); place !== undefined; place = freePlace(full, "waiting"))
      full.push(tile(String(full.length), { ...place, width: 1 }));
    expect(full).toHaveLength(TILES_MAX);
    expect(freePlace(full, "waiting")).toBeUndefined();
  });
});

describe("how a value stands to the limits of its tile", () => {
  it("calls for help from the limit itself on, upwards for waits and downwards for the service level", () => {
    const waits = (value: number | null) => tileLevel({ kind: "waiting", limits: { near: 5, over: 10 } }, value);
    expect([4, 5, 9, 10, null].map(waits)).toEqual(["fine", "near", "near", "over", null]);
    const level = (value: number) => tileLevel({ kind: "level-today", limits: { near: 80, over: 60 } }, value);
    expect([81, 80, 61, 60].map(level)).toEqual(["fine", "near", "near", "over"]);
    expect(tileLevel({ kind: "clock", limits: { near: 1, over: 1 } }, 1)).toBeNull();
    expect(tileLevel({ kind: "waiting", limits: null }, 1_000)).toBeNull();
  });

  it("is known for every kind that has limits", () => {
    for (const kind of TILE_KINDS)
      expect(tileLevel({ kind, limits: { near: 1, over: 1 } }, 1) === null).toBe(KIND_RULES[kind].limits === null);
  });
});
