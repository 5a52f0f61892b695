import { FRAME_SAMPLES, likenessIn, readWav, SAMPLE_RATE_HZ, shareAt } from "../src/protocols/audio/index.ts";

/** Quieter blocks are pauses: before the first word, after the last. */
const QUIET = 200;

/**
 * The share of a tone in the audio of a WAV file, 0 to 1: the median over all blocks of 20 ms that are not silent.
 * An unfinished file is read up to its end.
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

/** Minimum share of a tone in a block that counts as that tone. */
const TONE_MIN = 0.8;

/** Total seconds in which a channel of a WAV file contains only a tone. */
export function toneSeconds(file: Uint8Array, hz: number, channel = 0): number {
  return secondsIn(channelOf(file, channel), (block) => shareAt(block, hz) > TONE_MIN);
}

/** Total seconds with audio other than these tones, such as speech or music. */
export function otherSeconds(file: Uint8Array, tones: readonly number[]): number {
  return secondsIn(channelOf(file, 0), (block) => tones.every((hz) => shareAt(block, hz) < CHORD_MIN));
}

/** Minimum share of each of two simultaneous tones in a block. */
const CHORD_MIN = 0.25;

/** Total seconds with two simultaneous tones. */
export function chordSeconds(file: Uint8Array, tones: readonly [number, number]): number {
  return secondsIn(channelOf(file, 0), (block) => tones.every((hz) => shareAt(block, hz) > CHORD_MIN));
}

/** Shorter runs are transitions. */
const RUN_SECONDS_MIN = 0.5;

/**
 * The sequence of these tones, each run with its duration: `a+b` for two at once. Sections without any
 * of them, such as prompts, are left out, and so are short ones.
 */
export function toneRuns(
  file: Uint8Array,
  tones: Readonly<Record<string, number>>,
): readonly { readonly heard: string; readonly seconds: number }[] {
  const samples = channelOf(file, 0);
  const runs: { heard: string; blocks: number }[] = [];
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
    const block = samples.subarray(at, at + FRAME_SAMPLES);
    if (!block.some((sample) => Math.abs(sample) > QUIET)) continue;
    const found = Object.entries(tones).filter(([, hz]) => shareAt(block, hz) > CHORD_MIN);
    const heard = found.map(([name]) => name).join("+");
    const last = runs.at(-1);
    if (last?.heard === heard) last.blocks += 1;
    else runs.push({ heard, blocks: 1 });
  }
  const seconds = ({ blocks }: { readonly blocks: number }): number => (blocks * FRAME_SAMPLES) / SAMPLE_RATE_HZ;
  const whole: { heard: string; seconds: number }[] = [];
  for (const run of runs) {
    if (run.heard === "" || seconds(run) < RUN_SECONDS_MIN) continue;
    const last = whole.at(-1);
    // A short interruption, as by a key press, does not end a run.
    if (last?.heard === run.heard) last.seconds += seconds(run);
    else whole.push({ heard: run.heard, seconds: seconds(run) });
  }
  return whole;
}

function secondsIn(samples: Int16Array, fits: (block: Int16Array) => boolean): number {
  let blocks = 0;
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
    const block = samples.subarray(at, at + FRAME_SAMPLES);
    if (block.some((sample) => Math.abs(sample) > QUIET) && fits(block)) blocks += 1;
  }
  return (blocks * FRAME_SAMPLES) / SAMPLE_RATE_HZ;
}

/** Peak normalised correlation of a WAV file with a prompt, from 0 to 1; see `likenessIn`. */
export function promptShare(file: Uint8Array, prompt: Uint8Array): number {
  return likenessIn(channelOf(file, 0), channelOf(prompt, 0));
}

function channelOf(file: Uint8Array, channel: number): Int16Array {
  const sound = readWav(file);
  if (!sound.ok) throw new Error(`no sound: ${sound.refusal}`);
  return sound.value.channels[channel] ?? new Int16Array(0);
}

/** Total seconds with audio in a channel of a WAV file. */
export function soundSeconds(file: Uint8Array, channel = 0): number {
  return secondsIn(channelOf(file, channel), () => true);
}

/** The longest silence in a WAV file, in seconds, between its first and its last audio. */
export function longestPause(file: Uint8Array): number {
  const samples = channelOf(file, 0);
  let [longest, pause] = [0, 0];
  let hasBegun = false;
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
    const isQuiet = !samples.subarray(at, at + FRAME_SAMPLES).some((sample) => Math.abs(sample) > QUIET);
    if (!isQuiet) [longest, pause, hasBegun] = [Math.max(longest, pause), 0, true];
    else if (hasBegun) pause += 1;
  }
  return (longest * FRAME_SAMPLES) / SAMPLE_RATE_HZ;
}
