import { describe, expect, it } from "vitest";
import { isWeakPin } from "./agent-pin.ts";

describe("the PIN of a desk", () => {
  it("is none of those that anybody tries first", () => {
    for (const pin of ["0000", "1111", "1234", "4321", "7890", "0987", "123456", "1212", "123123", "98765432"])
      expect([pin, isWeakPin(pin, "305")]).toEqual([pin, true]);
  });

  it("is not the number that is entered before it", () => {
    expect(isWeakPin("3058", "3058")).toBe(true);
    expect(isWeakPin("3058", "305")).toBe(false);
  });

  it("may be anything else", () => {
    for (const pin of ["1357", "2580", "9021", "112358", "12341"])
      expect([pin, isWeakPin(pin, "305")]).toEqual([pin, false]);
  });
});
