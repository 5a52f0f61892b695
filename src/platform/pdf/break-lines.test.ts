import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakLines } from "./break-lines.ts";

const measure = (text: string) => [...text].length;

describe("breaking a text into lines", () => {
  it("breaks at spaces and never makes a line wider than its column", () => {
    expect(breakLines("satu dua tiga empat", 9, measure)).toEqual(["satu dua", "tiga", "empat"]);
  });

  it("cuts a word that is wider than the column by itself", () => {
    expect(breakLines("abcdefghij kl", 4, measure)).toEqual(["abcd", "efgh", "ij", "kl"]);
  });

  it("loses no letter and keeps every line inside the column, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), fc.integer({ min: 1, max: 60 }), (text, width) => {
        const lines = breakLines(text, width, measure);
        const wide = lines.filter((line) => measure(line) > width);
        expect(wide).toEqual([]);
        expect(lines.join("").replaceAll(/[ \t\n]/gu, "")).toBe(text.replaceAll(/[ \t\n]/gu, ""));
      }),
    );
  });

  it("refuses a text of too many lines", () => {
    expect(() => breakLines("a\n".repeat(500), 10, measure)).toThrow(RangeError);
  });
});
