import { describe, expect, it } from "vitest";
import { wholeNumber } from "./whole-number.ts";

describe("a whole number that is typed", () => {
  it("may have points or commas between its thousands", () => {
    expect(["1000000", "1.000.000", "1,000,000", " 350 "].map((text) => wholeNumber(text, 0, 2_000_000))).toEqual([
      1_000_000, 1_000_000, 1_000_000, 350,
    ]);
    expect(wholeNumber("-25.000", -30_000, 30_000)).toBe(-25_000);
  });

  it("is no fraction, no word, and within its bounds", () => {
    for (const text of ["", "1,5", "1.25", "12a", "1.0000", "--1"])
      expect(wholeNumber(text, 0, 100_000)).toBeUndefined();
    expect(wholeNumber("11", 0, 10)).toBeUndefined();
    expect(wholeNumber("-1", 0, 10)).toBeUndefined();
  });
});
