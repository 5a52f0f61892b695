/**
 * Tone pairs that identify calls and directions. Every frequency is a multiple of 50 Hz, so that a frame of 20 ms
 * contains whole cycles of it and any two are orthogonal over one frame, whatever their phases. No pair is a DTMF key: the upper tone of
 * each lies above the columns of the keypad (ITU-T Q.23), and the call progress tone (425 Hz) is left out.
 */
const STEP_HZ = 50;
const LOW_HZ = multiples({ fromHz: 500, toHz: 1_650 });
const HIGH_HZ = multiples({ fromHz: 1_700, toHz: 3_300 });

/** Number of pairs; each call uses two. */
export const TONE_PAIRS = LOW_HZ.length * HIGH_HZ.length;

/** The lower and upper frequencies of the pairs. */
export const TONE_GRID = { low: LOW_HZ, high: HIGH_HZ } as const;

/** A lower and an upper frequency. */
export type TonePair = readonly [number, number];

/** Pairs with adjacent numbers differ in both frequencies, so that one disturbed tone never changes the identified call. */
const ROW_SHIFT = 7;

/** The pair of a number from 0 up to, not including, `TONE_PAIRS`. */
export function tonePair(nth: number): TonePair {
  const row = nth % LOW_HZ.length;
  const turn = Math.floor(nth / LOW_HZ.length);
  return [LOW_HZ[row] ?? 0, HIGH_HZ[(turn + ROW_SHIFT * row) % HIGH_HZ.length] ?? 0];
}

/** The number of a pair; -1 for other frequencies. */
export function pairNumber([low, high]: TonePair): number {
  const row = LOW_HZ.indexOf(low);
  const column = HIGH_HZ.indexOf(high);
  if (row < 0 || column < 0) return -1;
  const turn = (column + ROW_SHIFT * HIGH_HZ.length - ROW_SHIFT * row) % HIGH_HZ.length;
  return ((turn + HIGH_HZ.length) % HIGH_HZ.length) * LOW_HZ.length + row;
}

/** The pair that the caller of a call plays; `calledPair` is the pair of the answering side. */
export function callerPair(call: number): number {
  return 2 * call;
}

/** The pair of the answering side: phones are identified by their order of answering. */
export function calledPair(answer: number): number {
  return 2 * answer + 1;
}

function multiples({ fromHz, toHz }: { readonly fromHz: number; readonly toHz: number }): readonly number[] {
  return Array.from({ length: (toHz - fromHz) / STEP_HZ + 1 }, (_, nth) => fromHz + nth * STEP_HZ);
}
