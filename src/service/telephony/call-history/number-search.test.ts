import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterAllWith, readNumberSearch } from "./number-search.ts";

const starts = (text: string) => {
  const read = readNumberSearch(text);
  return read.ok ? read.value.starts : read.refusal;
};

describe("what is typed to find a number", () => {
  it("is the same however the country is written", () => {
    expect(starts("+62 21-555 1234")).toEqual(["0215551234"]);
    expect(starts("(021) 555.1234")).toEqual(["0215551234"]);
    expect(starts("0062215551234")).toEqual(["0215551234"]);
    expect(starts("62215551234")).toEqual(["0215551234", "62215551234"]);
  });

  it("keeps a number of another country apart", () => {
    expect(starts("+65 6123 4567")).toEqual(["006561234567"]);
  });

  it("needs at least three digits", () => {
    expect(starts("12")).toBe("number-search-too-short");
    expect(starts("123")).toEqual(["123"]);
    expect(starts("anonymous")).toBe("number-search-no-digits");
    expect(starts("%_'")).toBe("number-search-no-digits");
  });

  it("covers exactly the numbers that begin with it", () => {
    const digits = fc.stringMatching(/^\d{3,15}$/);
    fc.assert(
      fc.property(digits, digits, (start, number) => {
        expect(number >= start && number < afterAllWith(start)).toBe(number.startsWith(start));
      }),
    );
  });
});
