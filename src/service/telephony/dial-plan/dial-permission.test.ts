import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outsideKind } from "./dial-permission.ts";

describe("a number outside", () => {
  it.each([
    ["+628111234567", "national"],
    ["628111234567", "national"],
    ["08111234567", "national"],
    ["0215551234", "national"],
    ["14045", "short"],
    ["1500123", "short"],
    ["5551234", "short"],
    ["+6590001234", "abroad"],
    ["006590001234", "abroad"],
    ["0076590001234", "abroad"],
    ["010176590001234", "abroad"],
    ["6590001234", "abroad"],
    ["08091234567", "premium"],
    ["+628091234567", "premium"],
    ["0900123456", "premium"],
    ["+6208111234567", null],
    ["1", null],
    ["+", null],
    ["sip:anna", null],
    ["08111234567;phone-context=x", null],
  ])("%s is %s", (dialled, kind) => {
    expect(outsideKind(dialled)).toBe(kind);
  });

  it("that begins with another country's prefix is never taken for one of this country", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9]\d{7,13}$/).filter((far) => !far.startsWith("62")),
        (far) => {
          for (const prefix of ["+", "00", "001", "007", "008", "009", "01017"])
            expect(outsideKind(`${prefix}${far}`)).toBe("abroad");
        },
      ),
    );
  });
});
