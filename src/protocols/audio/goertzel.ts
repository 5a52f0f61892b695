import { SAMPLE_RATE_HZ } from "./g711.ts";

/**
 * The share of a block's energy at one frequency, 0 to 1 (Goertzel's algorithm). A block of 160 samples resolves
 * frequencies 50 Hz apart. Silence yields 0.
 */
export function shareAt(samples: Int16Array, hz: number): number {
  const energy = energyOf(samples);
  return energy === 0 ? 0 : Math.min(1, (2 * powerAt(samples, hz)) / (energy * samples.length));
}

/** Squared magnitude of one frequency in a block, unscaled; compare within a block only. */
export function powerAt(samples: Int16Array, hz: number): number {
  const twice = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE_HZ);
  let last = 0;
  let beforeLast = 0;
  for (let at = 0; at < samples.length; at += 1) {
    const next = (samples[at] ?? 0) + twice * last - beforeLast;
    beforeLast = last;
    last = next;
  }
  return last * last + beforeLast * beforeLast - twice * last * beforeLast;
}

/** Sum of squares of a block. */
export function energyOf(samples: Int16Array): number {
  let energy = 0;
  for (let at = 0; at < samples.length; at += 1) energy += (samples[at] ?? 0) ** 2;
  return energy;
}
