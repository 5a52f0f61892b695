/** The loudest sample of what a computer speaks: 6 dB below the loudest there is, as in the recordings that ship. */
const PEAK = 16_384;

/** The same sound, its loudest sample as loud as that of the recordings that ship; silence stays silence. */
export function atSpeechLevel(samples: Int16Array): Int16Array {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return peak === 0 ? samples : samples.map((sample) => Math.round((sample * PEAK) / peak));
}
