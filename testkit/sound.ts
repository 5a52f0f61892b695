import { FRAME_SAMPLES, readWav, SAMPLE_RATE_HZ, shareAt } from "../src/protocols/audio/index.ts";

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

/** A block that is more than this a tone is that tone. */
const TONE_MIN = 0.8;

/** For how many seconds in all a WAV file is nothing but a tone. */
export function toneSeconds(file: Uint8Array, hz: number): number {
  const samples = firstChannel(file);
  let blocks = 0;
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
    const block = samples.subarray(at, at + FRAME_SAMPLES);
    if (block.some((sample) => Math.abs(sample) > QUIET) && shareAt(block, hz) > TONE_MIN) blocks += 1;
  }
  return (blocks * FRAME_SAMPLES) / SAMPLE_RATE_HZ;
}

/** How much of a prompt is looked for: enough that no other sound is like it. */
const TEMPLATE_SAMPLES = 4_000;
const STEP_SAMPLES = 2;
/** Stretches of a prompt that are looked for: where a busy machine lost a packet in one, the next one counts. */
const TEMPLATES_MAX = 8;
const SURE_SHARE = 0.85;

/**
 * How like a prompt a stretch of a WAV file is at its best, from 0 to 1: the correlation of half a second of the prompt, one of its
 * loudest, with all that was heard.
 */
export function promptShare(file: Uint8Array, prompt: Uint8Array): number {
  const [heard, said] = [firstChannel(file), firstChannel(prompt)];
  let best = 0;
  for (const template of loudestOf(said)) {
    best = Math.max(best, likeness(heard, template));
    if (best > SURE_SHARE) break;
  }
  return best;
}

function likeness(heard: Int16Array, template: Int16Array): number {
  const own = Math.sqrt(energy(template));
  let best = 0;
  for (let at = 0; at + template.length <= heard.length; at += STEP_SAMPLES) {
    const stretch = heard.subarray(at, at + template.length);
    let product = 0;
    for (let nth = 0; nth < template.length; nth += 1) product += (template[nth] ?? 0) * (stretch[nth] ?? 0);
    const share = product / (own * Math.sqrt(energy(stretch)) || 1);
    if (share > best) best = share;
  }
  return best;
}

function firstChannel(file: Uint8Array): Int16Array {
  const sound = readWav(file);
  if (!sound.ok) throw new Error(`no sound: ${sound.refusal}`);
  return sound.value.channels[0] ?? new Int16Array(0);
}

function energy(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum;
}

/** The loudest stretches, of which none is in another. */
function loudestOf(samples: Int16Array): readonly Int16Array[] {
  const whole = Math.max(1, Math.floor(samples.length / TEMPLATE_SAMPLES));
  return Array.from({ length: whole }, (_, nth) =>
    samples.subarray(nth * TEMPLATE_SAMPLES, (nth + 1) * TEMPLATE_SAMPLES),
  )
    .toSorted((left, right) => energy(right) - energy(left))
    .slice(0, TEMPLATES_MAX);
}
