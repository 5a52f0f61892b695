import { ok, type Result, refuse } from "../../kernel/index.ts";
import { decode, encode, type Law, SAMPLE_RATE_HZ } from "./g711.ts";
import { chunkOf, wordAt, writeWord } from "./wav-chunks.ts";

/** Why a file is not an importable recording. */
export type RecordedFault = "not-wav" | "wav-format-unknown" | "wav-rate-unknown" | "wav-empty";

/** An imported recording: one channel, samples between −1 and 1. */
export interface Recorded {
  readonly rateHz: number;
  readonly samples: Float32Array;
}

/** Format tags of the WAVE format chunk (RFC 2361 appendix A); an extensible chunk contains the tag further on. */
const [PCM, FLOAT, EXTENSIBLE] = [1, 3, 0xfffe];
const LAWS: Readonly<Record<number, Law>> = { 6: "alaw", 7: "ulaw" };
const SUBFORMAT_AT = 24;
const RATE_HZ_MAX = 192_000;
const CHANNELS_MAX = 8;
const FULL = 32_768;

type ReadSample = (view: DataView, at: number) => number;

const INTEGERS: Readonly<Record<number, ReadSample>> = {
  8: (view, at) => (view.getUint8(at) - 128) / 128,
  16: (view, at) => view.getInt16(at, true) / FULL,
  24: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608,
  32: (view, at) => view.getInt32(at, true) / 2_147_483_648,
};

/** Reads WAV files of recorders and audio programs: PCM of 8 to 32 bits, floating point or G.711; channels are mixed into one. */
export function readRecorded(bytes: Uint8Array): Result<Recorded, RecordedFault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (wordAt(bytes, 0) !== "RIFF" || wordAt(bytes, 8) !== "WAVE") return refuse("not-wav");
  const format = chunkOf(view, bytes, "fmt ");
  const data = chunkOf(view, bytes, "data");
  if (format === null || format.length < 16 || data === null) return refuse("not-wav");
  const channels = view.getUint16(format.start + 2, true);
  const rateHz = view.getUint32(format.start + 4, true);
  const bits = view.getUint16(format.start + 14, true);
  const read = readerOf(tagOf(view, format), bits);
  if (read === null || channels < 1 || channels > CHANNELS_MAX) return refuse("wav-format-unknown");
  if (rateHz < SAMPLE_RATE_HZ || rateHz > RATE_HZ_MAX) return refuse("wav-rate-unknown");
  const step = bits / 8;
  const frames = Math.floor(data.length / (step * channels));
  if (frames === 0) return refuse("wav-empty");
  const samples = new Float32Array(frames);
  for (let at = 0; at < frames; at += 1) {
    let sum = 0;
    for (let nth = 0; nth < channels; nth += 1) sum += read(view, data.start + (at * channels + nth) * step);
    samples[at] = sum / channels;
  }
  return ok({ rateHz, samples });
}

function tagOf(view: DataView, format: { readonly start: number; readonly length: number }): number {
  const tag = view.getUint16(format.start, true);
  return tag === EXTENSIBLE && format.length > SUBFORMAT_AT + 1
    ? view.getUint16(format.start + SUBFORMAT_AT, true)
    : tag;
}

function readerOf(tag: number, bits: number): ReadSample | null {
  const law = LAWS[tag];
  if (law !== undefined && bits === 8) {
    const table = decode(
      law,
      Uint8Array.from({ length: 256 }, (_, code) => code),
    );
    return (view, at) => (table[view.getUint8(at)] ?? 0) / FULL;
  }
  if (tag === FLOAT && bits === 32) return (view, at) => view.getFloat32(at, true);
  return tag === PCM ? (INTEGERS[bits] ?? null) : null;
}

/** Bytes before the first sample of an A-law file. */
const ALAW_HEADER_BYTES = 58;
const ALAW_TAG = 6;

/** A WAV file of A-law at 8,000 samples a second, like the shipped prompts. */
export function alawWav(samples: Int16Array): Uint8Array {
  const codes = encode("alaw", samples);
  const padded = codes.length + (codes.length % 2);
  const bytes = new Uint8Array(ALAW_HEADER_BYTES + padded);
  const view = new DataView(bytes.buffer);
  writeWord(bytes, 0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  writeWord(bytes, 8, "WAVEfmt ");
  view.setUint32(16, 18, true);
  view.setUint16(20, ALAW_TAG, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE_HZ, true);
  view.setUint32(28, SAMPLE_RATE_HZ, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  writeWord(bytes, 38, "fact");
  view.setUint32(42, 4, true);
  view.setUint32(46, codes.length, true);
  writeWord(bytes, 50, "data");
  view.setUint32(54, codes.length, true);
  bytes.set(codes, ALAW_HEADER_BYTES);
  return bytes;
}
