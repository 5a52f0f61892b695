import { describe, expect, it } from "vitest";
import { alawWav, encode, openResampler, readRecorded, readWav, shareAt, wavHeader } from "./index.ts";

const SECOND = 8_000;
const tone = (rateHz: number, hz: number, seconds = 1) =>
  Float32Array.from({ length: rateHz * seconds }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hz * at) / rateHz));

/** A WAV file with a format chunk as other programs write it. */
function wav(
  format: { readonly tag: number; readonly bits: number; readonly rateHz: number; readonly channels?: number },
  data: Uint8Array,
): Uint8Array {
  const { tag, bits, rateHz, channels = 1 } = format;
  const bytes = new Uint8Array(44 + data.length);
  bytes.set(wavHeader({ channels: 1, frames: 0 }));
  const view = new DataView(bytes.buffer);
  view.setUint16(20, tag, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rateHz, true);
  view.setUint16(34, bits, true);
  view.setUint32(40, data.length, true);
  bytes.set(data, 44);
  return bytes;
}

/** Samples in one of the encodings that programs write. */
function written(samples: Float32Array, bits: number, isFloat = false): Uint8Array {
  const bytes = new Uint8Array((samples.length * bits) / 8);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of samples.entries()) {
    if (isFloat) view.setFloat32(at * 4, value, true);
    else if (bits === 8) view.setUint8(at, Math.round(value * 127) + 128);
    else if (bits === 16) view.setInt16(at * 2, Math.round(value * 32_767), true);
    else if (bits === 32) view.setInt32(at * 4, Math.round(value * 2_147_483_647), true);
    else {
      const whole = Math.round(value * 8_388_607);
      view.setUint16(at * 3, whole & 0xffff, true);
      view.setInt8(at * 3 + 2, whole >> 16);
    }
  }
  return bytes;
}

function recorded(bytes: Uint8Array) {
  const read = readRecorded(bytes);
  if (!read.ok) throw new Error(read.refusal);
  return read.value;
}

describe("a recording that somebody made", () => {
  it.each([
    ["8 bits", 1, 8, false],
    ["16 bits", 1, 16, false],
    ["24 bits", 1, 24, false],
    ["32 bits", 1, 32, false],
    ["floating point", 3, 32, true],
  ])("is read in %s", (_name, tag, bits, isFloat) => {
    const sound = tone(SECOND, 440, 0.1);
    const { rateHz, samples } = recorded(wav({ tag, bits, rateHz: SECOND }, written(sound, bits, isFloat)));
    expect(rateHz).toBe(SECOND);
    expect(samples).toHaveLength(sound.length);
    const error = Math.max(...samples.map((value, at) => Math.abs(value - (sound[at] ?? 0))));
    expect(error).toBeLessThan(bits === 8 ? 0.01 : 0.0002);
  });

  it("is read in both laws, and two channels become one", () => {
    const samples = Int16Array.from({ length: 400 }, (_, at) => 8_000 * Math.sin(at / 5));
    for (const [law, tag] of [
      ["alaw", 6],
      ["ulaw", 7],
    ] as const) {
      const { samples: read } = recorded(wav({ tag, bits: 8, rateHz: SECOND }, encode(law, samples)));
      const error = Math.max(...read.map((value, at) => Math.abs(value * 32_768 - (samples[at] ?? 0))));
      expect(error).toBeLessThan(300);
    }
    const both = Float32Array.from([0.5, 0.1, 0.5, 0.1]);
    const two = recorded(wav({ tag: 1, bits: 16, rateHz: SECOND, channels: 2 }, written(both, 16)));
    expect([...two.samples].map((value) => Math.round(value * 100))).toEqual([30, 30]);
  });

  it("is refused by what is wrong with it", () => {
    const refusal = (bytes: Uint8Array) => {
      const read = readRecorded(bytes);
      return read.ok ? "taken" : read.refusal;
    };
    expect(refusal(new TextEncoder().encode("ID3\u0003 and then a song that is no wave file at all"))).toBe("not-wav");
    expect(refusal(wav({ tag: 85, bits: 0, rateHz: 44_100 }, new Uint8Array(10)))).toBe("wav-format-unknown");
    expect(refusal(wav({ tag: 1, bits: 16, rateHz: 4_000 }, new Uint8Array(10)))).toBe("wav-rate-unknown");
    expect(refusal(wav({ tag: 1, bits: 16, rateHz: SECOND }, new Uint8Array(1)))).toBe("wav-empty");
  });
});

describe("sound of another rate", () => {
  it.each([11_025, 16_000, 22_050, 44_100, 48_000])("of %i samples a second keeps its tone and its level", (rateHz) => {
    const resampler = openResampler(rateHz);
    const source = tone(rateHz, 1_000);
    expect(resampler.lengthOf(source.length)).toBe(SECOND);
    const samples = resampler.part(source, 400, 7_600);
    expect(shareAt(samples, 1_000)).toBeGreaterThan(0.99);
    const peak = Math.max(...samples) / 32_767;
    expect(peak).toBeGreaterThan(0.49);
    expect(peak).toBeLessThan(0.51);
  });

  it("loses what the line cannot carry instead of hearing it as something else", () => {
    const samples = openResampler(48_000).part(tone(48_000, 6_000), 400, 7_600);
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(40);
  });

  it("is the same in parts as in one, and at 8,000 stays as it is", () => {
    const source = tone(44_100, 700);
    const resampler = openResampler(44_100);
    const whole = resampler.part(source, 0, SECOND);
    const parts = [...resampler.part(source, 0, 3_333), ...resampler.part(source, 3_333, SECOND)];
    expect(parts).toEqual([...whole]);
    const plain = tone(SECOND, 440, 0.1);
    const same = openResampler(SECOND).part(plain, 0, plain.length);
    const error = Math.max(...same.map((value, at) => Math.abs(value - (plain[at] ?? 0) * 32_767)));
    expect(error).toBeLessThan(1.5);
  });
});

describe("an A-law file", () => {
  it("is read back as what was written, of even and of odd length", () => {
    for (const length of [800, 801]) {
      const samples = Int16Array.from({ length }, (_, at) => 8_000 * Math.sin(at / 5));
      const read = readWav(alawWav(samples));
      const channel = read.ok ? read.value.channels[0] : undefined;
      expect(channel).toHaveLength(length);
      expect(Math.max(...[...(channel ?? [])].map((value, at) => Math.abs(value - (samples[at] ?? 0))))).toBeLessThan(
        300,
      );
    }
  });
});
