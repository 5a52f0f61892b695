import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { decode, encode, type Law, SILENCE, toOtherLaw } from "./g711.ts";

const LAWS: readonly Law[] = ["alaw", "ulaw"];
const CODES = Uint8Array.from({ length: 256 }, (_, code) => code);
const SAMPLES = Int16Array.from({ length: 65_536 }, (_, at) => at - 32_768);

const raw = ["-t", "raw", "-r", "8000", "-e", "signed", "-b", "16", "-c", "1"];
const sox = (from: readonly string[], to: readonly string[], input: Uint8Array) =>
  execFileSync("sox", ["-D", "-V1", ...from, "-", ...to, "-"], { input, maxBuffer: 1_000_000 });
const companded = (law: Law) => ["-t", law === "alaw" ? "al" : "ul", "-r", "8000", "-c", "1"];
const ffmpeg = (from: readonly string[], to: readonly string[], input: Uint8Array) =>
  execFileSync("ffmpeg", ["-v", "error", ...from, "-ar", "8000", "-ac", "1", "-i", "-", ...to, "-"], {
    input,
    maxBuffer: 1_000_000,
  });
const format = (law: Law) => ["-f", law === "alaw" ? "alaw" : "mulaw"];
const samplesIn = (bytes: Buffer) =>
  Int16Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(at * 2));

describe.each(LAWS)("G.711 %s", (law) => {
  it("decodes all 256 codes exactly as sox and ffmpeg do", () => {
    expect(decode(law, CODES)).toEqual(samplesIn(sox(companded(law), raw, CODES)));
    expect(decode(law, CODES)).toEqual(samplesIn(ffmpeg(format(law), ["-f", "s16le"], CODES)));
  });

  it("encodes every sample as sox and ffmpeg do, but for samples at a decision value, where it is at most one step beside", () => {
    const own = encode(law, SAMPLES);
    const bytes = new Uint8Array(SAMPLES.buffer);
    const levels = [...new Set(decode(law, CODES))].toSorted((a, b) => a - b);
    const rank = (code: number | undefined) => levels.indexOf(decode(law, Uint8Array.of(code ?? 0))[0] ?? 0);
    for (const judge of [sox(raw, companded(law), bytes), ffmpeg(["-f", "s16le"], format(law), bytes)]) {
      const differing = [...SAMPLES.keys()].filter((at) => own[at] !== judge[at]);
      expect(differing.length).toBeLessThan(1_100);
      for (const at of differing)
        expect(Math.abs(rank(own[at]) - rank(judge[at])), `sample ${at}`).toBeLessThanOrEqual(1);
    }
  });

  it("gives every code back after decoding, but for the second zero of µ-law", () => {
    const changed = [...encode(law, decode(law, CODES))].flatMap((code, at) => (code === at ? [] : [[at, code]]));
    expect(changed).toEqual(law === "ulaw" ? [[0x7f, 0xff]] : []);
  });

  it("hears its silence as silence", () => {
    expect(Math.abs(decode(law, Uint8Array.of(SILENCE[law]))[0] ?? 99)).toBeLessThanOrEqual(8);
  });

  it("changes to the other law as decoding and encoding would", () => {
    const other = law === "alaw" ? "ulaw" : "alaw";
    expect(toOtherLaw(law, CODES)).toEqual(encode(other, decode(law, CODES)));
  });
});
