import { ok, type Result, refuse } from "../../kernel/index.ts";
import { decode, type Law } from "./g711.ts";
import { chunkOf, wordAt, writeWord } from "./wav-chunks.ts";

/** Why a file is not a playable WAV file. */
export type WavFault = "not-wav" | "format-unknown" | "rate-not-8000" | "channels-unknown" | "no-samples";

/** The audio of a WAV file: one array of linear samples per channel. */
export interface WavSound {
  readonly channels: readonly Int16Array[];
}

/** Bytes before the first sample in files written by this module. */
export const WAV_HEADER_BYTES = 44;

/** Format tags of the WAVE format chunk (RFC 2361 appendix A). */
const PCM = 1;
const LAWS: Readonly<Record<number, Law>> = { 6: "alaw", 7: "ulaw" };
const RATE_HZ = 8_000;
const CHANNELS_MAX = 2;
/** Offset of the number of channels in the header. */
const CHANNELS_AT = 22;

/** The header of a file of 16-bit samples at 8,000 a second; `frames` counts samples of one channel. */
export function wavHeader({ channels, frames }: { readonly channels: number; readonly frames: number }): Uint8Array {
  const dataBytes = frames * channels * 2;
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  writeWord(header, 0, "RIFF");
  view.setUint32(4, WAV_HEADER_BYTES - 8 + dataBytes, true);
  writeWord(header, 8, "WAVE");
  writeWord(header, 12, "fmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(CHANNELS_AT, channels, true);
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  writeWord(header, 36, "data");
  view.setUint32(40, dataBytes, true);
  return header;
}

/** The number of channels in the header of a file written by this module. */
export function channelsIn(header: Uint8Array): number {
  return new DataView(header.buffer, header.byteOffset, header.byteLength).getUint16(CHANNELS_AT, true);
}

/** Reads 16-bit or G.711 audio at 8,000 samples a second, with one or two channels. */
export function readWav(bytes: Uint8Array): Result<WavSound, WavFault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (wordAt(bytes, 0) !== "RIFF" || wordAt(bytes, 8) !== "WAVE") return fault("not-wav");
  const format = chunkOf(view, bytes, "fmt ");
  const data = chunkOf(view, bytes, "data");
  if (format === null || format.length < 16 || data === null) return fault("not-wav");
  const channels = view.getUint16(format.start + 2, true);
  if (channels < 1 || channels > CHANNELS_MAX) return fault("channels-unknown");
  if (view.getUint32(format.start + 4, true) !== RATE_HZ) return fault("rate-not-8000");
  const samples = samplesOf({
    tag: view.getUint16(format.start, true),
    bits: view.getUint16(format.start + 14, true),
    data: bytes.subarray(data.start, data.start + data.length),
  });
  if (samples === null) return fault("format-unknown");
  if (samples.length < channels) return fault("no-samples");
  return ok({ channels: Array.from({ length: channels }, (_, nth) => channelOf(samples, channels, nth)) });
}

function fault(code: WavFault): Result<WavSound, WavFault> {
  return refuse(code);
}

function samplesOf(part: {
  readonly tag: number;
  readonly bits: number;
  readonly data: Uint8Array;
}): Int16Array | null {
  const law = LAWS[part.tag];
  if (law !== undefined && part.bits === 8) return decode(law, part.data);
  if (part.tag !== PCM || part.bits !== 16) return null;
  const view = new DataView(part.data.buffer, part.data.byteOffset, part.data.byteLength);
  return Int16Array.from({ length: Math.floor(part.data.length / 2) }, (_, at) => view.getInt16(at * 2, true));
}

function channelOf(samples: Int16Array, channels: number, nth: number): Int16Array {
  const frames = Math.floor(samples.length / channels);
  return Int16Array.from({ length: frames }, (_, at) => samples[at * channels + nth] ?? 0);
}
