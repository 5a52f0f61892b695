import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutList, readPlace, writePlace } from "./list-place.ts";

describe("the place of a thing in a list", () => {
  it("is read as it was written, whatever the instant", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 8_640_000_000_000_000 }), (id, atMs) => {
        expect(readPlace(writePlace({ id, atMs }))).toEqual({ id, atMs });
      }),
    );
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
