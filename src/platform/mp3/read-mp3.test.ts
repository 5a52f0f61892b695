import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { openChance } from "../../../testkit/chance.ts";
import { cases, runSeed } from "../../../testkit/run-seed.ts";
import { firstMp3Frame, shareAt } from "../../protocols/audio/index.ts";
import { readMp3 as readIn } from "./index.ts";

const TONE_HZ = 700;

const readMp3 = (bytes: Uint8Array, secondsMax: number, holder = "a") =>
  readIn(bytes, { secondsMax, holder, waitMs: 60_000 });

/** An MP3 of a tone, encoded by another program. */
function made(own: {
  readonly rateHz: number;
  readonly channels?: 1 | 2;
  readonly seconds?: number;
  readonly how?: readonly string[];
}): Buffer {
  const { rateHz, channels = 1, seconds = 2, how = ["-b:a", "32k"] } = own;
  const source = `sine=frequency=${TONE_HZ}:sample_rate=${rateHz}:duration=${seconds}`;
  const to = ["-ac", String(channels), "-ar", String(rateHz), ...how, "-f", "mp3", "pipe:1"];
  const run = spawnSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", source, ...to], { maxBuffer: 2 ** 25 });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return run.stdout;
}

const cut = (bytes: Buffer): Buffer => bytes.subarray(firstMp3Frame(bytes) ?? 0);

describe("an MP3 that another program has made", () => {
  it.each([
    ["of a telephone", { rateHz: 8_000, how: ["-b:a", "8k"] }],
    ["of a disc, in two channels", { rateHz: 44_100, channels: 2, how: ["-b:a", "128k"] }],
    ["of a studio, at a rate that changes", { rateHz: 48_000, channels: 2, how: ["-q:a", "4"] }],
    [
      "in one channel, with a tag of its own",
      { rateHz: 22_050, how: ["-q:a", "7", "-id3v2_version", "3", "-metadata", "title=Nada"] },
    ],
  ] as const)("%s is read as the tone that it is", async (_, own) => {
    const read = await readMp3(cut(made(own)), 120);
    if (!read.ok) throw new Error(read.refusal);
    const { rateHz, samples } = read.value;
    expect(rateHz).toBe(own.rateHz);
    expect(samples.length / rateHz).toBeGreaterThan(1.8);
    expect(samples.length / rateHz).toBeLessThan(2.3);
    // The tone detector expects 8,000 samples a second: the same wave, resampled.
    const step = rateHz / 8_000;
    const at8k = Int16Array.from(
      { length: 8_000 },
      (_unused, at) => (samples[Math.round((at + 4_000) * step)] ?? 0) * 30_000,
    );
    expect(shareAt(at8k, TONE_HZ)).toBeGreaterThan(0.9);
  });

  it("is decoded no further than it may last, however little it takes on the way", async () => {
    const long = cut(made({ rateHz: 8_000, seconds: 600, how: ["-b:a", "8k"] }));
    expect(long.length).toBeLessThan(700_000);
    expect(await readMp3(long, 120)).toEqual({ ok: false, refusal: "too-long" });
    expect(await readMp3(long, 601)).toMatchObject({ ok: true });
  });

  it("is read as far as it goes where it is cut off, and is none where two of other rates are put together", async () => {
    const whole = cut(made({ rateHz: 44_100 }));
    const half = await readMp3(whole.subarray(0, whole.length / 2), 120);
    expect(half.ok && half.value.samples.length / 44_100).toBeGreaterThan(0.7);
    const other = cut(made({ rateHz: 8_000, how: ["-b:a", "8k"] }));
    expect(await readMp3(Buffer.concat([whole, other]), 120)).toEqual({ ok: false, refusal: "mp3-unreadable" });
  });
});

describe("bytes that are no MP3, or a spoiled one", () => {
  it("end in a word and in time, and leave room for the next", async () => {
    const chance = openChance(runSeed);
    const whole = cut(made({ rateHz: 44_100, channels: 2, how: ["-q:a", "5"] }));
    // Six different numbers of damaged bytes, from 4 to 4,096, at positions given by the seed.
    const spoiled = Array.from({ length: cases({ short: 3, long: 12 }) }, (_, index) => {
      const nth = index + runSeed;
      const bytes = Buffer.from(whole);
      for (let hit = 0; hit < 4 ** (1 + (nth % 6)); hit += 1) bytes[chance.below(bytes.length)] = chance.below(256);
      return bytes;
    });
    const rubbish = Buffer.from(Array.from({ length: 200_000 }, () => chance.below(256)));
    // Frame headers only.
    const heads = Buffer.from(Array.from({ length: 200_000 }, (_, at) => [0xff, 0xfb, 0x10, 0x00][at % 4] ?? 0));
    const all = [...spoiled, rubbish, heads, Buffer.alloc(100_000), Buffer.alloc(0), whole.subarray(0, 3)];
    const answers = await Promise.all(all.map((bytes, nth) => readMp3(bytes, 120, `${nth % 2}`)));
    for (const answer of answers) {
      if (!answer.ok) expect(["mp3-unreadable", "too-long"]).toContain(answer.refusal);
      else expect(answer.value.samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
    }
    expect(await readMp3(Buffer.alloc(50), 120)).toEqual({ ok: false, refusal: "mp3-unreadable" });
    expect(await readMp3(whole, 120)).toMatchObject({ ok: true });
  }, 60_000);

  it("are not taken where as many of one wait as may, who keeps no other from his turn", async () => {
    const whole = cut(made({ rateHz: 8_000, seconds: 1, how: ["-b:a", "8k"] }));
    const over: string[] = [];
    const read = async (holder: string) => {
      const answer = await readMp3(whole, 120, holder);
      over.push(holder);
      return answer;
    };
    const many = Array.from({ length: 30 }, () => read("a"));
    const other = read("b");
    expect(await other).toMatchObject({ ok: true });
    const answers = await Promise.all(many);
    const busy = answers.filter((one) => !one.ok && one.refusal === "mp3-busy");
    expect([busy.length, answers.filter(({ ok }) => ok).length]).toEqual([13, 17]);
    // The refused ones, and few of the others.
    expect(over.indexOf("b")).toBeLessThan(busy.length + 8);
  }, 60_000);

  it("are not decoded for who waits no longer", async () => {
    const whole = cut(made({ rateHz: 8_000, seconds: 1, how: ["-b:a", "8k"] }));
    const first = readMp3(whole, 120);
    const impatient = readIn(whole, { secondsMax: 120, holder: "a", waitMs: 1 });
    expect(await impatient).toEqual({ ok: false, refusal: "mp3-busy" });
    expect(await first).toMatchObject({ ok: true });
  }, 60_000);
});
