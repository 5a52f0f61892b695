import { spawnSync } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { SAMPLE_RATE_HZ, shareAt } from "../../protocols/audio/index.ts";
import { encodeMp3 } from "./index.ts";
import type { PcmSource } from "./write-mp3.ts";

const SECONDS = 20;
const ENCODING = { holder: "a", waitMs: 60_000 };

/** Interleaved samples of one tone for each channel. */
function tones(frequenciesHz: readonly number[], seconds = SECONDS): Buffer {
  const channels = frequenciesHz.length;
  const bytes = Buffer.alloc(seconds * SAMPLE_RATE_HZ * channels * 2);
  for (let at = 0; at < seconds * SAMPLE_RATE_HZ; at += 1) {
    for (const [channel, hz] of frequenciesHz.entries()) {
      const sample = Math.sin((2 * Math.PI * hz * at) / SAMPLE_RATE_HZ) * 12_000;
      bytes.writeInt16LE(Math.round(sample), (at * channels + channel) * 2);
    }
  }
  return bytes;
}

/** Samples in pieces; `drawn` counts them. */
function sourceOf(bytes: Buffer, own: Partial<PcmSource> & { readonly step?: number } = {}) {
  const { channels = 1, channelsWanted = channels, step = 65_536 } = own;
  const seen = { drawn: 0, closed: 0 };
  async function* samples() {
    for (let at = 0; at < bytes.length; at += step) {
      seen.drawn += 1;
      yield bytes.subarray(at, at + step);
    }
  }
  const source: PcmSource = {
    channels,
    channelsWanted,
    samples: samples(),
    close: async () => {
      seen.closed += 1;
    },
  };
  return { seen, open: async () => source };
}

async function encoded(...[open, own]: Parameters<typeof encodeMp3> | [Parameters<typeof encodeMp3>[0]]) {
  const result = await encodeMp3(open, own ?? ENCODING);
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

/** Samples of each channel, decoded by another program. */
function decoded(mp3: Buffer, channels: number): readonly Int16Array[] {
  const to = ["-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"];
  const run = spawnSync("ffmpeg", ["-v", "error", "-f", "mp3", "-i", "pipe:0", ...to], {
    input: mp3,
    maxBuffer: 2 ** 25,
  });
  expect([run.status, run.stderr.toString()]).toEqual([0, ""]);
  const frames = run.stdout.length / 2 / channels;
  return Array.from({ length: channels }, (_, channel) =>
    Int16Array.from({ length: frames }, (_unused, at) => run.stdout.readInt16LE((at * channels + channel) * 2)),
  );
}

/** The shares of tones in one second from the middle. */
const sharesIn = (samples: Int16Array, frequenciesHz: readonly number[]) =>
  frequenciesHz.map((hz) => shareAt(samples.subarray(8 * SAMPLE_RATE_HZ, 9 * SAMPLE_RATE_HZ), hz));

async function destroyed(stream: Readable): Promise<void> {
  const closed = once(stream, "close");
  stream.destroy();
  await closed;
}

describe("samples that are encoded as an MP3", () => {
  it.each([65_536, 1_001])(
    "have their tones in their channels and their length, in pieces of %i bytes",
    async (step) => {
      const { seen, open } = sourceOf(tones([440, 1_200]), { channels: 2, step });
      const mp3 = await buffer(await encoded(open));
      // A constant rate of 64 kbit/s.
      expect(mp3.length / SECONDS / 8_000).toBeCloseTo(1, 1);
      const [left = new Int16Array(0), right = new Int16Array(0)] = decoded(mp3, 2);
      expect(Math.abs(left.length / SAMPLE_RATE_HZ - SECONDS)).toBeLessThan(0.25);
      const [ofLeft = 0, inLeft = 1] = sharesIn(left, [440, 1_200]);
      const [inRight = 1, ofRight = 0] = sharesIn(right, [440, 1_200]);
      expect(Math.min(ofLeft, ofRight)).toBeGreaterThan(0.95);
      expect(Math.max(inLeft, inRight)).toBeLessThan(0.01);
      expect(seen.closed).toBe(1);
    },
  );

  it("are one channel where they are of one, and where one is wanted of two", async () => {
    const one = await buffer(await encoded(sourceOf(tones([440])).open));
    expect(one.length / SECONDS / 4_000).toBeCloseTo(1, 1);
    expect(sharesIn(decoded(one, 1)[0] ?? new Int16Array(0), [440])[0]).toBeGreaterThan(0.95);
    const { open } = sourceOf(tones([440, 1_200]), { channels: 2, channelsWanted: 1 });
    const [mixed = new Int16Array(0)] = decoded(await buffer(await encoded(open)), 1);
    expect(Math.abs(mixed.length / SAMPLE_RATE_HZ - SECONDS)).toBeLessThan(0.25);
    for (const share of sharesIn(mixed, [440, 1_200])) expect(share).toBeGreaterThan(0.45);
  });

  it("are nothing where there are none", async () => {
    expect(await buffer(await encoded(sourceOf(Buffer.alloc(0)).open))).toHaveLength(0);
    expect(await encodeMp3(async () => undefined, ENCODING)).toEqual({ ok: false, refusal: "no-sound" });
  });
});

describe("an MP3 that is encoded", () => {
  it("is sent from its first piece on, and encoded no further than it is read", async () => {
    const { seen, open } = sourceOf(Buffer.alloc(200 * 65_536));
    const mp3 = await encoded(open);
    const [first] = (await once(mp3, "data")) as [Buffer];
    mp3.pause();
    expect(first.length).toBeGreaterThan(1_000);
    expect(seen.drawn).toBeLessThan(10);
    await destroyed(mp3);
    expect(seen.drawn).toBeLessThan(20);
    expect(seen.closed).toBe(1);
  });

  it("takes one of two places of its holder until it is closed, whatever ends it", async () => {
    const impatient = { holder: "a", waitMs: 1 };
    const silence = () => sourceOf(Buffer.alloc(200 * 65_536)).open;
    const [first, second] = [await encoded(silence()), await encoded(silence())];
    expect(await encodeMp3(silence(), impatient)).toEqual({ ok: false, refusal: "mp3-busy" });
    const other = await encoded(silence(), { holder: "b", waitMs: 1 });
    const waiting = encoded(silence());
    await destroyed(first);
    await destroyed(await waiting);
    // An empty input releases its slot, as does a source that cannot be opened.
    for (let nth = 0; nth < 3; nth += 1) {
      await encodeMp3(async () => undefined, ENCODING);
      const broken = encodeMp3(() => Promise.reject(new Error("unreadable")), ENCODING);
      await expect(broken).rejects.toThrow("unreadable");
    }
    await Promise.all([second, other].map(destroyed));
    await destroyed(await encoded(silence()));
  });

  it.each([
    ["that takes nothing", { pauseMsMax: 50, totalMsMax: 60_000 }],
    ["that takes too long", { pauseMsMax: 60_000, totalMsMax: 50 }],
  ])("ends for a client %s, and its sound is closed", async (_, transfer) => {
    const { seen, open } = sourceOf(Buffer.alloc(200 * 65_536));
    const mp3 = await encoded(open, { ...ENCODING, transfer });
    const [error] = (await once(mp3, "error")) as [Error];
    expect(error.message).toBe("the MP3 is not taken in time");
    expect(seen.closed).toBe(1);
  });

  it("breaks off where its samples do", async () => {
    const { open } = sourceOf(Buffer.alloc(0));
    const mp3 = await encoded(async () => {
      const source = await open();
      return { ...source, samples: failing() };
    });
    await expect(buffer(mp3)).rejects.toThrow("unreadable");
  });
});

async function* failing(): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(65_536);
  throw new Error("unreadable");
}
