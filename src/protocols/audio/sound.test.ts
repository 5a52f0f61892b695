import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hideLoss, NOTHING_RECEIVED, receivedFrame } from "./conceal.ts";
import { meanOpinionScore, ratingOf } from "./e-model.ts";
import { decode } from "./g711.ts";
import { energyOf, shareAt } from "./goertzel.ts";
import { hearKey, type KeyDetector, NO_KEY } from "./key-detector.ts";
import { mix } from "./mix.ts";
import { keyFrequencies, renderTone, type ToneName, tonePeriod } from "./tones.ts";
import { readWav, wavHeader } from "./wav.ts";

const block = (hz: number, level = 8_000, samples = 160) =>
  Int16Array.from({ length: samples }, (_, at) => Math.round(level * Math.sin((2 * Math.PI * hz * at) / 8_000)));
const frames = () => fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 160, maxLength: 160 });

describe("mixing", () => {
  it("adds voices by their gains", () => {
    const voices = [
      { samples: Int16Array.of(100, -100), gain: 1 },
      { samples: Int16Array.of(50, 50), gain: 2 },
    ];
    expect([...mix(voices, 2)]).toEqual([200, 0]);
  });

  it("stays at the loudest value where a sum would turn over", () => {
    const loud = { samples: Int16Array.of(30_000, -30_000), gain: 1 };
    expect([...mix([loud, loud], 2)]).toEqual([32_767, -32_768]);
  });

  it("gives a lone voice back unchanged", () => {
    fc.assert(
      fc.property(frames(), (samples) => {
        expect([...mix([{ samples: Int16Array.from(samples), gain: 1 }], 160)]).toEqual(samples);
      }),
      { numRuns: 50 },
    );
  });

  it("is the same in whatever order the voices come", () => {
    fc.assert(
      fc.property(frames(), frames(), (left, right) => {
        const voices = [left, right].map((samples) => ({ samples: Int16Array.from(samples), gain: 0.5 }));
        expect(mix(voices, 160)).toEqual(mix(voices.toReversed(), 160));
      }),
      { numRuns: 50 },
    );
  });
});

describe("exchange tones", () => {
  it.each<[ToneName, readonly (readonly [onMs: number, offMs: number])[]]>([
    ["ringing", [[1_000, 4_000]]],
    ["busy", [[500, 500]]],
    [
      "congestion",
      [
        [250, 250],
        [250, 250],
      ],
    ],
  ])("%s sounds at 425 Hz in its cadence", (name, bursts) => {
    const period = tonePeriod(name);
    let at = 0;
    for (const [onMs, offMs] of bursts) {
      expect(shareAt(period.subarray(at + 80, at + onMs * 8 - 80), 425)).toBeGreaterThan(0.98);
      at += onMs * 8;
      expect(energyOf(period.subarray(at, at + offMs * 8))).toBe(0);
      at += offMs * 8;
    }
    expect(period.length).toBe(at);
  });

  it("has no seam where a dial tone begins again", () => {
    const period = tonePeriod("dial");
    expect((425 * period.length) / 8_000).toBe(Math.round((425 * period.length) / 8_000));
    expect(shareAt(Int16Array.from([...period.subarray(-80), ...period.subarray(0, 80)]), 425)).toBeGreaterThan(0.98);
  });
});

describe("keys heard in the sound", () => {
  const press = (key: string, ms: number) => renderTone([{ frequenciesHz: keyFrequencies(key) ?? [], ms }]);
  const heardIn = (sound: Int16Array) => {
    let detector: KeyDetector = NO_KEY;
    let keys = "";
    for (let at = 0; at + 160 <= sound.length; at += 160) {
      const step = hearKey(detector, sound.subarray(at, at + 160));
      detector = step.state;
      keys += step.key ?? "";
    }
    return keys;
  };
  const joined = (...parts: readonly Int16Array[]) => Int16Array.from(parts.flatMap((part) => [...part]));

  it("hears each of the sixteen keys once, however long it is held", () => {
    const silence = new Int16Array(640);
    const all = Array.from("123A456B789C*0#D");
    expect(heardIn(joined(...all.flatMap((key) => [press(key, 500), silence])))).toBe(all.join(""));
  });

  it("hears a key twice when it is pressed twice", () => {
    expect(heardIn(joined(press("5", 80), new Int16Array(800), press("5", 80)))).toBe("55");
  });

  it("takes neither a short click nor one tone alone nor noise for a key", () => {
    const noise = Int16Array.from({ length: 8_000 }, (_, at) => ((at * 7_919 + at * at * 31) % 20_001) - 10_000);
    expect(heardIn(joined(press("5", 20), new Int16Array(800)))).toBe("");
    expect(heardIn(block(697, 8_000, 4_000))).toBe("");
    expect(heardIn(noise)).toBe("");
  });

  it("knows no key beside the keypad", () => {
    expect(["", "E", "12", "x"].map(keyFrequencies)).toEqual([null, null, null, null]);
  });
});

describe("hiding a loss", () => {
  it("fades over three frames and is silent then", () => {
    let state = receivedFrame(block(425));
    const energies = Array.from({ length: 4 }, () => {
      const step = hideLoss(state);
      state = step.state;
      return energyOf(step.frame);
    });
    expect(energies).toEqual(energies.toSorted((a, b) => b - a));
    expect(energies[0]).toBeGreaterThan(0);
    expect(energies[3]).toBe(0);
  });

  it("joins the last frame without a jump", () => {
    const last = Int16Array.from({ length: 160 }, (_, at) => at * 100);
    expect(hideLoss(receivedFrame(last)).frame[0]).toBe(15_900);
  });

  it("is silent where nothing was heard before", () => {
    expect(energyOf(hideLoss(NOTHING_RECEIVED).frame)).toBe(0);
  });
});

describe("what a link sounds like", () => {
  const link = { lossShare: 0, delayMs: 0, burstRatio: 1 };
  const score = (change: Partial<typeof link>) => meanOpinionScore(ratingOf({ ...link, ...change }));

  it("is 4.41 at its best, as G.107 gives for its default values", () => {
    expect(score({})).toBeCloseTo(4.409, 3);
  });

  // Computed by hand from the equations of ITU-T G.107 §7.4 and §7.5, with G.113 appendix I for G.711 with concealment.
  it.each([
    [{ delayMs: 100 }, 93.2],
    [{ delayMs: 200 }, 90.2],
    [{ delayMs: 400 }, 69.1],
    [{ lossShare: 0.01 }, 89.6],
    [{ lossShare: 0.05 }, 77.4],
    [{ lossShare: 0.05, burstRatio: 2 }, 75.99],
  ])("gives %j the rating %d", (change, rating) => {
    expect(ratingOf({ ...link, ...change })).toBeCloseTo(rating, 0);
  });

  it("never gets better by more loss or more delay, and stays between 1 and 4.5", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const delay = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(share, share, delay, delay, (lossA, lossB, delayA, delayB) => {
        const better = score({ lossShare: Math.min(lossA, lossB), delayMs: Math.min(delayA, delayB) });
        const worse = score({ lossShare: Math.max(lossA, lossB), delayMs: Math.max(delayA, delayB) });
        expect(better).toBeGreaterThanOrEqual(worse - 0.06);
        expect(worse).toBeGreaterThanOrEqual(1);
        expect(better).toBeLessThanOrEqual(4.5);
      }),
    );
  });
});

describe("WAV files", () => {
  const stereo = (left: readonly number[], right: readonly number[]) => {
    const data = Int16Array.from(left.flatMap((sample, at) => [sample, right[at] ?? 0]));
    return Buffer.concat([wavHeader({ channels: 2, frames: left.length }), new Uint8Array(data.buffer)]);
  };

  it("are read by sox as they were written", () => {
    const bytes = stereo([1, -2, 3, 32_767], [-5, 6, -7, -32_768]);
    const samples = execFileSync("sox", ["-V1", "-t", "wav", "-", "-t", "raw", "-"], { input: bytes });
    expect(samples.equals(bytes.subarray(44))).toBe(true);
  });

  it("give both channels back", () => {
    const read = readWav(stereo([1, -2, 3], [4, 5, -6]));
    expect(read).toEqual({ ok: true, value: { channels: [Int16Array.of(1, -2, 3), Int16Array.of(4, 5, -6)] } });
  });

  it("are read in A-law as sox writes them", () => {
    const input = new Uint8Array(block(425, 8_000, 800).buffer);
    const from = ["-t", "raw", "-r", "8000", "-e", "signed", "-b", "16", "-c", "1", "-"];
    const bytes = execFileSync("sox", ["-D", "-V1", ...from, "-e", "a-law", "-t", "wav", "-"], { input });
    const read = readWav(bytes);
    const raw = execFileSync("sox", ["-D", "-V1", ...from, "-t", "al", "-"], { input });
    expect(read).toEqual({ ok: true, value: { channels: [decode("alaw", raw)] } });
  });

  it.each([
    ["not-wav", new Uint8Array(10)],
    ["not-wav", stereo([1], [1]).subarray(0, 30)],
    ["no-samples", stereo([], [])],
    ["rate-not-8000", stereo([1], [1]).map((byte, at) => (at === 25 ? 0x3e : byte))],
    ["channels-unknown", stereo([1], [1]).map((byte, at) => (at === 22 ? 9 : byte))],
    ["format-unknown", stereo([1], [1]).map((byte, at) => (at === 34 ? 24 : byte))],
  ])("are refused with %s where they cannot be played", (fault, bytes) => {
    expect(readWav(bytes)).toEqual({ ok: false, refusal: fault });
  });

  it("never throw, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const start = stereo([1, 2], [3, 4]).subarray(0, 20);
        expect(typeof readWav(Buffer.concat([start, bytes])).ok).toBe("boolean");
      }),
    );
  });
});
