/** One voice in a mix: its samples and its gain, 1 = unchanged. */
export interface Voice {
  readonly samples: Int16Array;
  readonly gain: number;
}

const LOUDEST = 32_767;
const QUIETEST = -32_768;

/** Adds voices sample by sample and saturates instead of overflowing. */
export function mix(voices: readonly Voice[], samples: number): Int16Array {
  const mixed = new Int16Array(samples);
  for (let at = 0; at < samples; at += 1) {
    let sum = 0;
    for (const voice of voices) sum += (voice.samples[at] ?? 0) * voice.gain;
    mixed[at] = saturated(Math.round(sum));
  }
  return mixed;
}

/** The nearest 16-bit value. */
export function saturated(value: number): number {
  return Math.max(QUIETEST, Math.min(LOUDEST, value));
}
