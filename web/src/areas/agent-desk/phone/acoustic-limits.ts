/**
 * What protects an agent's hearing. ITU-T P.360 limits the pressure that a telephone may make at the ear; a page does not know how
 * loud a headset makes what it is given, so it limits what it gives: speech of a telephone line lies about 26 dB below the loudest
 * that a line can carry (ITU-T P.56, G.711), and nothing here ever comes to more than 14 dB above speech, whatever the line brings.
 */
export const ACOUSTIC_LIMITS = {
  /** No sample is louder, in decibels below full scale. */
  ceilingDb: -12,
  /** Sound above this is turned down. */
  thresholdDb: -24,
  ratio: 12,
  attackS: 0.001,
  releaseS: 0.25,
  /** How quickly the panic key takes the sound away, and brings it back. */
  silenceS: 0.01,
  returnS: 1.5,
} as const;

/** A level in decibels as a factor. */
export function factorOf(decibels: number): number {
  return 10 ** (decibels / 20);
}

/** The curve of a shaper that passes what is quiet enough and cuts everything else at the ceiling. */
export function ceilingCurve(ceilingDb: number, points: number): Float32Array<ArrayBuffer> {
  const ceiling = factorOf(ceilingDb);
  return Float32Array.from({ length: points }, (_, at) => {
    const level = (2 * at) / (points - 1) - 1;
    return Math.max(-ceiling, Math.min(ceiling, level));
  });
}

/**
 * What a DynamicsCompressorNode adds by itself after it has turned down (Web Audio API, "makeup gain"): the inverse of the gain that
 * full scale gets, to the power of 0.6. It is taken back, else the limiter would make ordinary speech louder.
 */
export function makeupGain({ thresholdDb, ratio }: { readonly thresholdDb: number; readonly ratio: number }): number {
  const fullScaleGainDb = thresholdDb - thresholdDb / ratio;
  return factorOf(-fullScaleGainDb) ** 0.6;
}
