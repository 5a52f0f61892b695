import { SAMPLE_RATE_HZ } from "./g711.ts";

/** Zero crossings of the low-pass on each side: enough to suppress audible aliasing. */
const CROSSINGS = 16;
/** Share of the band that passes unattenuated; the rest is the transition band. */
const PASS_SHARE = 0.92;
const FULL = 32_767;

/** Resamples audio from one rate to 8,000 samples a second, part by part. */
export interface Resampler {
  /** Number of output samples for `length` input samples. */
  lengthOf(length: number): number;
  /** Output samples `from` … `to` (exclusive) of `source`. */
  part(source: Float32Array, from: number, to: number): Int16Array;
}

/**
 * A windowed-sinc low-pass at each output instant: both rates have a common divisor, so that the instants fall on a few phases
 * between two samples, and the weights of each phase are computed once.
 */
export function openResampler(rateHz: number): Resampler {
  const common = divisor(rateHz, SAMPLE_RATE_HZ);
  const [up, down] = [SAMPLE_RATE_HZ / common, rateHz / common];
  const reach = Math.ceil((CROSSINGS * Math.max(rateHz, SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ);
  const phases = Array.from({ length: up }, (_, phase) => weights({ rateHz, reach, offset: phase / up }));
  return {
    lengthOf: (length) => Math.floor((length * up) / down),
    part: (source, from, to) => {
      const samples = new Int16Array(to - from);
      for (let nth = from; nth < to; nth += 1) {
        const place = nth * down;
        const weight = phases[place % up] ?? new Float32Array(0);
        const first = Math.floor(place / up) - reach + 1;
        let sum = 0;
        for (let at = 0; at < weight.length; at += 1) sum += (weight[at] ?? 0) * (source[first + at] ?? 0);
        samples[nth - from] = Math.round(Math.max(-1, Math.min(1, sum)) * FULL);
      }
      return samples;
    },
  };
}

function weights({
  rateHz,
  reach,
  offset,
}: {
  readonly rateHz: number;
  readonly reach: number;
  readonly offset: number;
}) {
  // At 8,000 samples a second there is no aliasing to suppress, and every sample is unchanged.
  const cut = rateHz === SAMPLE_RATE_HZ ? 1 : (SAMPLE_RATE_HZ / rateHz) * PASS_SHARE;
  const values = Float32Array.from({ length: reach * 2 }, (_, at) => {
    const distance = at - reach + 1 - offset;
    return cut * sinc(cut * distance) * blackman(distance / reach);
  });
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

function sinc(at: number): number {
  return at === 0 ? 1 : Math.sin(Math.PI * at) / (Math.PI * at);
}

/** The Blackman window, from −1 to 1. */
function blackman(at: number): number {
  if (Math.abs(at) >= 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * at) + 0.08 * Math.cos(2 * Math.PI * at);
}

function divisor(left: number, right: number): number {
  return right === 0 ? left : divisor(right, left % right);
}
