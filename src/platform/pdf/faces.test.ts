import { describe, expect, it } from "vitest";
import { faceFile, splitByFace } from "./faces.ts";
import { unwrapWoff } from "./unwrap-woff.ts";

describe("choosing font files for a text", () => {
  it("uses one face for Indonesian text", () => {
    expect(splitByFace("Penetapan – “kode” 1500 123", "bold")).toEqual([
      { face: "latin-700", text: "Penetapan – “kode” 1500 123" },
    ]);
  });

  it("changes face for the letters that need it, and loses none", () => {
    const runs = splitByFace("PT Łódź Ω", "regular");
    expect(runs.map((run) => run.text).join("")).toBe("PT Łódź Ω");
    expect(new Set(runs.map((run) => run.face))).toEqual(new Set(["latin-400", "latin-ext-400", "greek-400"]));
  });

  it("takes a letter and its accent as one", () => {
    expect(splitByFace("a\u0306", "regular")).toEqual([{ face: "latin-ext-400", text: "ă" }]);
  });

  it("unpacks a face into a plain OpenType file and refuses what is no WOFF", () => {
    expect(faceFile("latin-400").readUInt32BE(0)).toBe(0x00010000);
    expect(() => unwrapWoff(Buffer.alloc(64))).toThrow("not a WOFF 1.0 font");
  });
});
