import { FRAME_SAMPLES, readWav, shareAt } from "../src/protocols/audio/index.ts";

/** Blocks quieter than this are pauses: before the first word, after the last. */
const QUIET = 200;

/**
 * The share of a tone in the sound of a WAV file, 0 to 1: the middle value over all blocks of 20 ms in which there is any
 * sound. A file that is still being written is read as far as it goes.
 */
export function toneShare(file: Uint8Array, hz: number, channel = 0): number {
  const sound = readWav(file);
  if (!sound.ok) throw new Error(`no sound: ${sound.refusal}`);
  const samples = sound.value.channels[channel] ?? new Int16Array(0);
  const shares: number[] = [];
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
    const block = samples.subarray(at, at + FRAME_SAMPLES);
    if (block.some((sample) => Math.abs(sample) > QUIET)) shares.push(shareAt(block, hz));
  }
  return shares.toSorted((left, right) => left - right)[Math.floor(shares.length / 2)] ?? 0;
}
