import { energyOf, FRAME_SAMPLES, shareAt } from "../../protocols/audio/index.ts";
import { pairNumber, TONE_GRID, tonePair } from "../scenarios/index.ts";
import { FRAME_OTHER, FRAME_PAIR, FRAME_SILENCE } from "./raw.ts";

/** Mean square below which a frame is silent: 50 dB below full scale. */
const SILENT_MEAN_SQUARE = 100 ** 2;
/** Minimum share of each tone in a frame; both together must be nearly all of it. */
const ONE_SHARE_MIN = 0.25;
const BOTH_SHARE_MIN = 0.7;

/** Content of one frame; `before` is the content of the previous frame, which is tested first because it is likely. */
export function hearFrame(samples: Int16Array, before: number): number {
  if (samples.length === 0 || energyOf(samples) < SILENT_MEAN_SQUARE * samples.length) return FRAME_SILENCE;
  // Tones are distinct over a frame of 20 ms; a shorter one would confuse neighbours.
  if (samples.length < FRAME_SAMPLES) return FRAME_OTHER;
  if (before >= FRAME_PAIR && hasPair(samples, before - FRAME_PAIR)) return before;
  const low = loudest(samples, TONE_GRID.low);
  const high = loudest(samples, TONE_GRID.high);
  const number = pairNumber([low, high]);
  return number >= 0 && hasPair(samples, number) ? FRAME_PAIR + number : FRAME_OTHER;
}

function hasPair(samples: Int16Array, number: number): boolean {
  const [low, high] = tonePair(number);
  const [one, other] = [shareAt(samples, low), shareAt(samples, high)];
  return Math.min(one, other) >= ONE_SHARE_MIN && one + other >= BOTH_SHARE_MIN;
}

function loudest(samples: Int16Array, frequencies: readonly number[]): number {
  let [found, most] = [0, -1];
  for (const hz of frequencies) {
    const share = shareAt(samples, hz);
    if (share > most) [found, most] = [hz, share];
  }
  return found;
}

/** The level of a frame in whole decibels relative to full scale; -99 for silence. */
export function levelOf(samples: Int16Array): number {
  const mean = energyOf(samples) / Math.max(1, samples.length);
  return mean < 1 ? -99 : Math.max(-99, Math.round(10 * Math.log10(mean / 32_768 ** 2)));
}
