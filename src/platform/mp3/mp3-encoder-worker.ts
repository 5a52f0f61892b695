// The subprocess that encodes one MP3, piece by piece.
import { createMp3Encoder } from "wasm-media-encoders";
import { SAMPLE_RATE_HZ } from "../../protocols/audio/index.ts";
import { serveTasks } from "../subprocess/index.ts";
import type { Mp3EncodingTask, PcmFormat } from "./write-mp3.ts";

/** Bit rate in kbit/s per number of channels; telephone speech has nothing above 4 kHz, which this rate of MPEG-2.5 Layer III preserves. */
const BITRATES = { 1: 32, 2: 64 } as const;
const SAMPLE_BYTES = 2;
const FULL_SCALE = 32_768;

const encoder = await createMp3Encoder();
let isConfigured = false;
/** Bytes of an incomplete frame at the end of the last piece. */
let rest: Uint8Array = new Uint8Array(0);

serveTasks(carryOut);

/** Returns the MP3 bytes that this piece completes. */
async function carryOut(task: Mp3EncodingTask): Promise<Uint8Array> {
  if (task.kind === "end") return isConfigured ? encoder.finalize() : new Uint8Array(0);
  if (!isConfigured) {
    const channels = task.format.channelsWanted;
    encoder.configure({
      sampleRate: SAMPLE_RATE_HZ,
      outputSampleRate: SAMPLE_RATE_HZ,
      channels,
      bitrate: BITRATES[channels],
    });
    isConfigured = true;
  }
  return encoder.encode(samplesOf(task.bytes, task.format));
}

/** The samples of each channel, from -1 to 1; both channels are added if one is wanted. */
function samplesOf(bytes: Uint8Array, { channels, channelsWanted }: PcmFormat): readonly Float32Array[] {
  const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
  const frameBytes = channels * SAMPLE_BYTES;
  const frames = Math.floor(all.length / frameBytes);
  rest = all.subarray(frames * frameBytes);
  const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  const samples = Array.from({ length: channelsWanted }, () => new Float32Array(frames));
  // A plain loop: two hours of two channels are 115 million samples.
  for (let frame = 0; frame < frames; frame += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const sample = view.getInt16(frame * frameBytes + channel * SAMPLE_BYTES, true) / FULL_SCALE;
      const into = samples[channel % channelsWanted];
      if (into !== undefined) into[frame] = Math.max(-1, Math.min(1, (into[frame] ?? 0) + sample));
    }
  }
  return samples;
}
