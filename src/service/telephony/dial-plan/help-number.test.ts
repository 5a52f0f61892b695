import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isForPeople, isOneOf } from "./help-number.ts";

const book = { emergency: new Set(["110", "112", "113"]), reserved: new Set(["119", "129"]) };

describe("a number that is kept for people", () => {
  it.each([
    ...["112", "+62112", "62112", "0112", "0062112", "062112", "+620112", "+112", "00112", "+62 112", "0-1-1-2"],
    ...["021112", "+6221112", "0062 21 112", "0274112", "+62 (274) 110", "119", "+62119", "0119", "021119"],
  ])("is known as %s", (dialled) => {
    expect(isForPeople(book, dialled)).toBe(true);
  });

  it.each([
    ...["", "11", "1120", "14112", "014112", "+6214112", "1500112", "081234567112", "+6281234567112", "0215550112"],
    ...["62211120", "555112", "021 555 0112", "+441121", "9112", "08112"],
  ])("is not taken for one as %s", (dialled) => {
    expect(isForPeople(book, dialled)).toBe(false);
  });

  it("is known behind any prefixes, and never for a number of seven digits or more behind them", () => {
    const prefix = fc.constantFrom(
      "",
      "+62",
      "62",
      "0",
      "0062",
      "+",
      "062",
      "+620",
      "620",
      "00620",
      "021",
      "+6221",
      "0274",
    );
    const code = fc.constantFrom(...book.emergency, ...book.reserved);
    fc.assert(fc.property(prefix, code, (before, digits) => isForPeople(book, `${before}${digits}`)));
    const line = fc.stringMatching(/^[2-9]\d{6,10}$/);
    fc.assert(fc.property(line, code, (before, digits) => !isForPeople(book, `+62${before}${digits}`)));
  });

  it("is judged by the codes that are meant alone", () => {
    expect(isOneOf(book.emergency, "+62119")).toBe(false);
    expect(isOneOf(new Set(), "112")).toBe(false);
  });
});
