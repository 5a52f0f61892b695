import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cutList, pageQuery, readPlace, writePlace } from "./list-place.ts";

const ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";

describe("the place of a thing in a list", () => {
  it("is read as it was written, whatever the instant", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 8_640_000_000_000_000 }), (id, atMs) => {
        expect(readPlace(writePlace({ id, atMs }))).toEqual({ id, atMs });
      }),
    );
  });

  it("is refused beyond all instants", () => {
    const query = z.object(pageQuery);
    const isFit = (atMs: number) => query.safeParse({ after: writePlace({ id: ID, atMs }) }).success;
    expect([isFit(8_640_000_000_000_000), isFit(8_640_000_000_000_001)]).toEqual([true, false]);
    expect(query.safeParse({ after: `zzzzzzzzzzz-${ID}` }).success).toBe(false);
  });

  it("is none without one, and of what is none", () => {
    for (const text of [undefined, "", "kemarin", "0-1", `-${"0".repeat(36)}`]) expect(readPlace(text)).toBeUndefined();
  });
});

describe("a page", () => {
  it("has as many as were asked for, and the place of its last where there are more", () => {
    const places = (found: readonly string[]) => cutList(found, 2, (one) => one);
    expect(places([])).toEqual({ items: [], next: null });
    expect(places(["a", "b"])).toEqual({ items: ["a", "b"], next: null });
    expect(places(["a", "b", "c"])).toEqual({ items: ["a", "b"], next: "b" });
  });
});
