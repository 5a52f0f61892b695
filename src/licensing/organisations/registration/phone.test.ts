import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhone } from "./phone.ts";

const readAs = (text: string) => {
  const parsed = parsePhone(text);
  return parsed.ok ? parsed.value : parsed.refusal;
};

describe("a telephone number", () => {
  it("is one text however it is typed", () => {
    for (const text of ["021-5551234", "(021) 555.1234", "+62 21 5551234", "6221 555 1234"]) {
      expect(readAs(text), text).toBe("+62215551234");
    }
    expect(readAs("0812 555 0101")).toBe("+628125550101");
  });

  it("of another country keeps its country", () => {
    expect(readAs("+65 6123 4567")).toBe("+6561234567");
  });

  it("is refused when it is too short, too long, or no number", () => {
    for (const text of ["", "12", "kantor", "021 555 1234 lalu tekan 0", "0".repeat(41), "+62 8"]) {
      expect(readAs(text), text).toBe("phone-format");
    }
  });

  it("never throws, and what it accepts it accepts again unchanged", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...Array.from("0123456789+ -().")) })),
        (text) => {
          const once = parsePhone(text);
          if (!once.ok) return;
          expect(once.value).toMatch(/^\+\d{5,15}$/);
          expect(parsePhone(once.value)).toEqual(once);
        },
      ),
    );
  });
});
