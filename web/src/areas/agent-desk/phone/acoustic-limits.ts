/**
 * Limits that protect an agent's hearing. ITU-T P.360 limits the sound pressure of a telephone at the ear. A web page
 * does not know the sensitivity of a headset, so the page limits its output level: speech on a telephone line lies
 * about 26 dB below the maximum level of the line (ITU-T P.56, G.711), and the output never exceeds speech by more
 * than 14 dB, whatever the input.
 */
export const ACOUSTIC_LIMITS = {
  /** Ceiling of all samples, in decibels relative to full scale. */
  ceilingDb: -12,
  /** The compressor reduces levels above this threshold, in decibels relative to full scale. */
  thresholdDb: -24,
  ratio: 12,
  attackS: 0.001,
  releaseS: 0.25,
  /** Fade times of the panic key in seconds: to silence, and back to normal. */
  silenceS: 0.01,
  returnS: 1.5,
} as const;

/** Converts decibels to a linear amplitude factor. */
export function factorOf(decibels: number): number {
  return 10 ** (decibels / 20);
}

/** The curve of a wave shaper that passes samples below the ceiling unchanged and clips the others. */
export function ceilingCurve(ceilingDb: number, points: number): Float32Array<ArrayBuffer> {
  const ceiling = factorOf(ceilingDb);
  return Float32Array.from({ length: points }, (_, at) => {
    const level = (2 * at) / (points - 1) - 1;
    return Math.max(-ceiling, Math.min(ceiling, level));
  });
}

/**
 * The makeup gain that a DynamicsCompressorNode applies after compression (Web Audio API): the inverse of the gain at
 * full scale, to the power of 0.6. The limiter divides it out, because it would amplify ordinary speech.
 */
export function makeupGain({ thresholdDb, ratio }: { readonly thresholdDb: number; readonly ratio: number }): number {
  const fullScaleGainDb = thresholdDb - thresholdDb / ratio;
  return factorOf(-fullScaleGainDb) ** 0.6;
}
