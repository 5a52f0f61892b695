// The subprocess that decodes one MP3.
import { MPEGDecoder } from "mpg123-decoder";
import { serveTasks } from "../subprocess/index.ts";
import type { Mp3Order, Mp3Reading } from "./read-mp3.ts";

/** Bytes that are decoded before the length is checked: seconds of audio. */
const PIECE_BYTES = 4_096;

serveTasks(decode);

async function decode({ bytes, secondsMax }: Mp3Order): Promise<Mp3Reading> {
  // Silence that an encoder added at the start and the end is removed.
  const decoder = new MPEGDecoder({ enableGapless: true });
  await decoder.ready;
  const parts: Float32Array[] = [];
  let [rateHz, frames] = [0, 0];
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const { channelData, samplesDecoded, sampleRate } = decoder.decode(bytes.subarray(at, at + PIECE_BYTES));
    if (samplesDecoded === 0) continue;
    // A file whose sample rate changes in the middle is refused.
    if (rateHz !== 0 && sampleRate !== rateHz) return { read: false, why: "mp3-unreadable" };
    rateHz = sampleRate;
    parts.push(asOne(channelData, samplesDecoded));
    frames += samplesDecoded;
    if (frames > rateHz * secondsMax) return { read: false, why: "too-long" };
  }
  if (frames === 0) return { read: false, why: "mp3-unreadable" };
  const samples = new Float32Array(frames);
  let to = 0;
  for (const part of parts) {
    samples.set(part, to);
    to += part.length;
  }
  return { read: true, rateHz, samples };
}

/** Mixes the channels into one; NaN becomes silence. A plain loop, because two minutes are millions of samples. */
function asOne(channels: readonly Float32Array[], frames: number): Float32Array {
  const samples = new Float32Array(frames);
  for (let at = 0; at < frames; at += 1) {
    let sum = 0;
    for (const channel of channels) sum += channel[at] ?? 0;
    const sample = sum / channels.length;
    samples[at] = Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
  }
  return samples;
}
