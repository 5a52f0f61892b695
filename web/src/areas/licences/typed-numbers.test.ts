import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAmount, readPercent, writeAmount, writePercent } from "./typed-numbers.ts";

describe("amounts as people type them", () => {
  it("are read with dots, spaces, a currency and empty cents", () => {
    expect(["1.500.000", "Rp 1 500 000", "1500000,00", "0"].map(readAmount)).toEqual([
      1_500_000, 1_500_000, 1_500_000, 0,
    ]);
  });

  it("are none where letters, decimals or a minus stand in them", () => {
    expect(["", "satu", "1,5", "-3", "12e3"].map(readAmount)).toEqual([null, null, null, null, null]);
  });

  it("come back as they were written", () => {
    fc.assert(
      fc.property(fc.nat({ max: 9_000_000_000_000_000 }), (amount) => readAmount(writeAmount(amount)) === amount),
    );
  });
});

describe("shares in percent", () => {
  it("are exact to the hundredth, with comma or dot", () => {
    expect(["12,5", "12.05", "100", "33,33 %"].map(readPercent)).toEqual([1_250, 1_205, 10_000, 3_333]);
  });

  it("are none above the whole or with three decimals", () => {
    expect(["100,01", "12,345", "x", ""].map(readPercent)).toEqual([null, null, null, null]);
  });

  it("come back as they were written", () => {
    fc.assert(fc.property(fc.nat({ max: 10_000 }), (points) => readPercent(writePercent(points)) === points));
  });
});
