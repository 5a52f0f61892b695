import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeGsm, encodeGsm, outsideGsm, transliterate } from "./gsm-text.shared.ts";
import { cutText, decodeUcs2, encodeUcs2, octetsOnAir, PARTS_MAX, type Segments } from "./segments.shared.ts";

const BASIC_CHARACTERS = Array.from({ length: 128 }, (_, septet) => septet)
  .filter((septet) => septet !== 0x1b)
  .map((septet) => decodeGsm(Uint8Array.of(septet)));
const EXTENDED = Array.from("^{}\\[~]|€\f");
const anyGsm = fc
  .array(fc.constantFrom(...BASIC_CHARACTERS, ...EXTENDED), { minLength: 1, maxLength: 900 })
  .map((all) => all.join(""));
const anyUnicode = fc.string({ unit: "binary", minLength: 1, maxLength: 400 });
const anyBits = fc.constantFrom(8 as const, 16 as const);

function cut(text: string, options?: Parameters<typeof cutText>[1]): Segments {
  const segments = cutText(text, options);
  if (typeof segments === "string") throw new Error(segments);
  return segments;
}

const lengths = (text: string) => cut(text).parts.map(({ units }) => units);

describe("a text as parts", () => {
  test("knows 127 characters and ten more of two septets each", () => {
    expect(new Set(BASIC_CHARACTERS).size).toBe(127);
    expect(EXTENDED.map((one) => encodeGsm(one)?.length)).toEqual(EXTENDED.map(() => 2));
    expect(Array.from("@Δ_Ωà¿§").map((one) => encodeGsm(one)?.[0])).toEqual([0x00, 0x10, 0x11, 0x15, 0x7f, 0x60, 0x5f]);
    expect(encodeGsm("`")).toBeUndefined();
    expect(encodeGsm("ç")).toBeUndefined();
  });

  test("fits 160 septets into one, and cuts 161 at 153", () => {
    expect(lengths("a".repeat(160))).toEqual([160]);
    expect(lengths("a".repeat(161))).toEqual([153, 8]);
    expect(cut("a".repeat(161), { referenceBits: 16 }).parts.map(({ units }) => units)).toEqual([152, 9]);
    expect(lengths("€".repeat(80))).toEqual([160]);
  });

  test("fits 70 units of UCS-2 into one, and cuts 71 at 67", () => {
    expect(lengths("ж".repeat(70))).toEqual([70]);
    expect(lengths("ж".repeat(71))).toEqual([67, 4]);
    expect(cut("ж".repeat(71), { referenceBits: 16 }).parts.map(({ units }) => units)).toEqual([66, 5]);
  });

  test("ends a part early rather than split an extension or a surrogate pair", () => {
    expect(lengths(`${"a".repeat(152)}€${"a".repeat(20)}`)).toEqual([152, 22]);
    expect(lengths(`${"ж".repeat(66)}😀${"ж".repeat(10)}`)).toEqual([66, 12]);
  });

  test("takes ten parts and not eleven", () => {
    expect(cut("a".repeat(1_530)).parts).toHaveLength(PARTS_MAX);
    expect(cutText("a".repeat(1_531))).toBe("text-too-long");
    expect(cutText("ж".repeat(671))).toBe("text-too-long");
    expect(cutText("a".repeat(100_000))).toBe("text-too-long");
  });

  test("refuses nothing and half a character", () => {
    expect(cutText("")).toBe("text-empty");
    expect(cutText("\u200b", { isPlain: true })).toBe("text-empty");
    expect(cutText("a\ud83d")).toBe("text-unfit");
  });

  test("joined, the parts are the text, and none is longer than the air takes", () => {
    fc.assert(
      fc.property(fc.oneof(anyGsm, anyUnicode), anyBits, (text, referenceBits) => {
        const segments = cutText(text, { referenceBits });
        if (typeof segments === "string") return;
        const decode = segments.coding === "gsm" ? decodeGsm : decodeUcs2;
        expect(segments.parts.map((part) => decode(part.octets)).join("")).toBe(text);
        expect(segments.parts.map((part) => part.text).join("")).toBe(text);
        const header = segments.parts.length === 1 ? 0 : referenceBits === 8 ? 6 : 7;
        for (const part of segments.parts) {
          expect(octetsOnAir(part.units, segments.coding, header)).toBeLessThanOrEqual(140);
          expect(part.text.isWellFormed()).toBe(true);
          if (segments.coding === "gsm") expect(part.octets.at(-1)).not.toBe(0x1b);
        }
        expect(segments.units).toBe(segments.parts.reduce((sum, { units }) => sum + units, 0));
        expect(segments.left).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test("never wastes a part: what follows a full part would not have fitted", () => {
    fc.assert(
      fc.property(anyGsm, (text) => {
        const segments = cutText(text);
        if (typeof segments === "string" || segments.parts.length === 1) return;
        for (const [index, part] of segments.parts.slice(0, -1).entries()) {
          const [next = ""] = segments.parts[index + 1]?.text ?? "";
          expect(part.units + (encodeGsm(next)?.length ?? 0)).toBeGreaterThan(153);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("reads any septets without failing, and its own characters back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        expect(outsideGsm(decodeGsm(octets))).toEqual([]);
        expect(decodeUcs2(octets)).toHaveLength(octets.length >> 1);
      }),
    );
    expect(decodeUcs2(encodeUcs2("a😀"))).toBe("a😀");
    expect(decodeGsm(Uint8Array.of(0x1b))).toBe(" ");
    expect(decodeGsm(Uint8Array.of(0x1b, 0x41))).toBe("A");
  });
});

describe("a text made plain", () => {
  test("only when asked for, and only where a plain character says the same", () => {
    const text = "“Rp 5.000 – gratis…”";
    expect(cut(text).coding).toBe("ucs2");
    expect(cut(text, { isPlain: true }).parts[0]?.text).toBe('"Rp 5.000 - gratis..."');
    expect(transliterate("ç ê ő ž ł")).toBe("c e o z l");
    expect(transliterate("é ñ € 😀 漢")).toBe("é ñ € 😀 漢");
  });

  test("changes nothing of what the alphabet has", () => {
    fc.assert(
      fc.property(anyGsm, (text) => {
        expect(transliterate(text)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});
