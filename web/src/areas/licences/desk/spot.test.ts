import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedSpot, spotAt } from "./spot.ts";

const page = { left: 100, top: 50, width: 400, height: 600 };

describe("a spot on a page", () => {
  it("is a fraction of the page, so that it stays where it is at every size", () => {
    expect(spotAt({ x: 300, y: 200 }, page)).toEqual({ x: 0.5, y: 0.25 });
    expect(spotAt({ x: 200, y: 125 }, { left: 100, top: 50, width: 200, height: 300 })).toEqual({ x: 0.5, y: 0.25 });
  });

  it("is on the page, wherever somebody presses", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (x, y) => {
        const spot = spotAt({ x, y }, page);
        expect(spot.x >= 0 && spot.x <= 1 && spot.y >= 0 && spot.y <= 1).toBe(true);
      }),
    );
  });

  it("is the middle of a page that has no size yet", () => {
    expect(spotAt({ x: 7, y: 7 }, { left: 0, top: 0, width: 0, height: 0 })).toEqual({ x: 0.5, y: 0.5 });
  });
});

describe("a spot moved by the arrow keys", () => {
  it("begins in the middle of the page", () => {
    expect(movedSpot(null, "ArrowLeft", { isFast: false })).toEqual({ x: 0.5, y: 0.5 });
  });

  it("goes a hundredth of the page, with Shift a tenth, and stops at the edge", () => {
    expect(movedSpot({ x: 0.5, y: 0.5 }, "ArrowRight", { isFast: false })).toEqual({ x: 0.51, y: 0.5 });
    expect(movedSpot({ x: 0.5, y: 0.5 }, "ArrowDown", { isFast: true })).toEqual({ x: 0.5, y: 0.6 });
    expect(movedSpot({ x: 0, y: 0.03 }, "ArrowUp", { isFast: true })).toEqual({ x: 0, y: 0 });
  });

  it("leaves every other key alone", () => {
    expect(movedSpot({ x: 0.5, y: 0.5 }, "Enter", { isFast: false })).toBeNull();
  });
});
