import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { remembering } from "./remembering.ts";

describe("a function that remembers", () => {
  it("answers as the plain one does, whatever is asked in whatever order, and keeps no more than it may", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 })), fc.integer({ min: 1, max: 8 }), (asked, keptMax) => {
        const square = remembering({ keptMax, keyOf: (value: number) => value }, (value) => ({
          square: value * value,
        }));
        expect(asked.map((value) => square(value).square)).toEqual(asked.map((value) => value * value));
      }),
    );
  });

  it("works once for a question that comes again, and anew once too many others came between", () => {
    const asked: number[] = [];
    const seen = remembering({ keptMax: 2, keyOf: (value: number) => value }, (value) => {
      asked.push(value);
      return value;
    });
    for (const value of [1, 1, 2, 2, 1, 3, 1]) seen(value);
    expect(asked).toEqual([1, 2, 3, 1]);
  });

  it("does not remember what was thrown", () => {
    let isBroken = true;
    const read = remembering({ keptMax: 2, keyOf: (word: string) => word }, (word) => {
      if (isBroken) throw new Error("broken");
      return word;
    });
    expect(() => read("a")).toThrow("broken");
    isBroken = false;
    expect(read("a")).toBe("a");
  });
});
