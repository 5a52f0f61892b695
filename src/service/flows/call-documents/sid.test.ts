import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOfNumberSid, idOfSid, numberSid, SID_PREFIXES, type SidKind, sidOf } from "./sid.ts";

const KINDS = Object.keys(SID_PREFIXES) as SidKind[];

describe("SIDs", () => {
  it("are two letters and the digits of our id", () => {
    expect(sidOf("call", "0190c2a4-7a3b-7c11-8f00-0123456789ab")).toBe("CA0190c2a47a3b7c118f000123456789ab");
  });

  it("lead back to the id they were made of, and to nothing as another kind", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...KINDS), fc.constantFrom(...KINDS), (id, kind, other) => {
        expect(idOfSid(other, sidOf(kind, id))).toBe(kind === other ? id : null);
      }),
    );
  });

  it("are named by no other text", () => {
    const good = "CA0190c2a47a3b7c118f000123456789ab";
    for (const text of [
      "",
      good.slice(1),
      `${good}0`,
      good.toUpperCase(),
      `ca${good.slice(2)}`,
      ` ${good}`,
      `${good}\n`,
    ])
      expect(idOfSid("call", text)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(idOfSid("account", text)).toBeNull();
      }),
    );
  });

  it("of numbers hold their digits", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{3,8}$/), (code) => {
        expect(numberSid(code)).toMatch(/^PN[0-9a-f]{32}$/);
        expect(codeOfNumberSid(numberSid(code))).toBe(code);
      }),
    );
    expect(codeOfNumberSid("PN0190c2a47a3b7c118f000123456789ab")).toBeNull();
    expect(codeOfNumberSid(numberSid("188").replace("PNf", "PNa"))).toBeNull();
  });
});
