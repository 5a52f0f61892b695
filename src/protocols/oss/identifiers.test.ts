import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayNpwp, oldFormOfNpwp, parseNib, parseNpwp } from "./index.ts";

const digitsOf = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(""));
const separators = fc.constantFrom("", " ", ".", "-", "  ");

function sprinkle(digits: string, marks: readonly string[]): string {
  return [...digits].map((digit, index) => `${digit}${marks[index] ?? ""}`).join("");
}

describe("a NIB", () => {
  it("is thirteen digits and keeps its leading zero", () => {
    expect(parseNib("0077000000001")).toEqual({ ok: true, value: "0077000000001" });
  });

  it("is read however its digits are grouped", () => {
    fc.assert(
      fc.property(digitsOf(13), fc.array(separators, { maxLength: 13 }), (digits, marks) => {
        fc.pre(sprinkle(digits, marks).length <= 40);
        expect(parseNib(sprinkle(digits, marks))).toEqual({ ok: true, value: digits });
      }),
    );
  });

  it("is refused with any other number of digits, and with letters", () => {
    for (const wrong of ["", "123456789012", "12345678901234", "12345678901O3", "١٢٣٤٥٦٧٨٩٠١٢٣", "1".repeat(10_000)]) {
      expect(parseNib(wrong), wrong.slice(0, 20)).toEqual({ ok: false, refusal: "nib-format" });
    }
  });

  it("never throws and never accepts anything but thirteen digits", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseNib(text);
        if (parsed.ok) expect(parsed.value).toMatch(/^[0-9]{13}$/);
      }),
    );
  });
});

describe("an NPWP", () => {
  it("of the old fifteen digits becomes sixteen by a leading zero, masked or not", () => {
    expect(parseNpwp("98.123.456.7-890.000")).toEqual({ ok: true, value: "0981234567890000" });
    expect(parseNpwp("981234567890000")).toEqual({ ok: true, value: "0981234567890000" });
  });

  it("of sixteen digits stays as it is", () => {
    expect(parseNpwp("0981234567890000")).toEqual({ ok: true, value: "0981234567890000" });
    expect(parseNpwp("3174012345678901")).toEqual({ ok: true, value: "3174012345678901" });
  });

  it("goes to the old form and back unchanged", () => {
    fc.assert(
      fc.property(digitsOf(15), (old) => {
        fc.pre(!/^0+$/.test(old));
        const parsed = parseNpwp(old);
        expect(parsed.ok && oldFormOfNpwp(parsed.value)).toBe(old);
      }),
    );
  });

  it("of a person, which is a NIK, has no old form", () => {
    const parsed = parseNpwp("3174012345678901");
    expect(parsed.ok && oldFormOfNpwp(parsed.value)).toBeUndefined();
  });

  it("of nothing but zeros is a placeholder and refused", () => {
    expect(parseNpwp("000000000000000").ok).toBe(false);
    expect(parseNpwp("00.000.000.0-000.000").ok).toBe(false);
  });

  it("never throws and never yields anything but sixteen digits", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), digitsOf(14), digitsOf(17)), (text) => {
        const parsed = parseNpwp(text);
        if (parsed.ok) expect(parsed.value).toMatch(/^[0-9]{16}$/);
      }),
    );
  });

  it("is grouped by four for reading", () => {
    const parsed = parseNpwp("981234567890000");
    expect(parsed.ok && displayNpwp(parsed.value)).toBe("0981.2345.6789.0000");
  });
});
