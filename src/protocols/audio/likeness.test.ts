import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../kernel/index.ts";
import { decode, encode } from "./g711.ts";
import { likenessIn } from "./likeness.ts";

const SECOND = 8_000;

/** Noise that resembles no other audio. */
function noise(seed: number, samples: number): Int16Array {
  const chance = mulberry32(seed);
  return Int16Array.from({ length: samples }, () => Math.round(16_000 * (chance() - 0.5)));
}

describe("a sound that is looked for in what was heard", () => {
  const sound = noise(1, 2 * SECOND);

  it("is found wherever it stands, after the telephone has coarsened it", () => {
    const heard = Int16Array.from([...noise(2, 4_444), ...decode("alaw", encode("alaw", sound)), ...noise(3, 999)]);
    expect(likenessIn(heard, sound)).toBeGreaterThan(0.95);
  });

  it("is found by another stretch where a packet of the loudest one was lost", () => {
    const loudest = [...sound].map((sample, at) => (at < SECOND / 2 ? sample * 2 : sample));
    const heard = Int16Array.from(loudest.filter((_, at) => at < 2_000 || at >= 2_160));
    expect(likenessIn(heard, Int16Array.from(loudest))).toBeGreaterThan(0.95);
  });

  it("is not found in another sound, in silence, or in too little of it", () => {
    expect(likenessIn(noise(4, 2 * SECOND), sound)).toBeLessThan(0.2);
    expect(likenessIn(new Int16Array(SECOND), sound)).toBe(0);
    expect(likenessIn(sound.subarray(0, 3_000), sound)).toBe(0);
  });
});
