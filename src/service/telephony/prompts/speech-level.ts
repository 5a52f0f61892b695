/** The peak of synthesised audio: 6 dB below full scale, as in the shipped recordings. */
const PEAK = 16_384;

/** The audio normalised to the peak of the shipped recordings; silence stays silence. */
export function atSpeechLevel(samples: Int16Array): Int16Array {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return peak === 0 ? samples : samples.map((sample) => Math.round((sample * PEAK) / peak));
}
