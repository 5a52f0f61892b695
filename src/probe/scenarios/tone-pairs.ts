/**
 * Pairs of tones that tell calls and directions apart. Every frequency is a multiple of 50 Hz, so that a frame of 20 ms
 * holds whole cycles of it and any two differ over one frame, whatever their phases. No pair is a key: the upper tone of
 * each lies above the columns of the keypad (ITU-T Q.23), and what an exchange plays (425 Hz) is left out.
 */
const STEP_HZ = 50;
const LOW_HZ = multiples({ fromHz: 500, toHz: 1_650 });
const HIGH_HZ = multiples({ fromHz: 1_700, toHz: 3_300 });

/** How many pairs there are; each call takes two. */
export const TONE_PAIRS = LOW_HZ.length * HIGH_HZ.length;

/** Every frequency that a pair is made of, lower and upper ones. */
export const TONE_GRID = { low: LOW_HZ, high: HIGH_HZ } as const;

/** A lower and an upper frequency. */
export type TonePair = readonly [number, number];

/** Neighbours in number differ in both frequencies, so that one disturbed tone never makes one call of another. */
const ROW_SHIFT = 7;

/** The pair of a number from 0 up to, not including, `TONE_PAIRS`. */
export function tonePair(nth: number): TonePair {
  const row = nth % LOW_HZ.length;
  const turn = Math.floor(nth / LOW_HZ.length);
  return [LOW_HZ[row] ?? 0, HIGH_HZ[(turn + ROW_SHIFT * row) % HIGH_HZ.length] ?? 0];
}

/** The number of a pair; -1 for frequencies that make none. */
export function pairNumber([low, high]: TonePair): number {
  const row = LOW_HZ.indexOf(low);
  const column = HIGH_HZ.indexOf(high);
  if (row < 0 || column < 0) return -1;
  const turn = (column + ROW_SHIFT * HIGH_HZ.length - ROW_SHIFT * row) % HIGH_HZ.length;
  return ((turn + HIGH_HZ.length) % HIGH_HZ.length) * LOW_HZ.length + row;
}

/** The pair that the caller of a call plays; `calledPair` is what whoever answers it plays. */
export function callerPair(call: number): number {
  return 2 * call;
}

/** The pair that whoever answers plays: phones are told apart by the order in which they answer. */
export function calledPair(answer: number): number {
  return 2 * answer + 1;
}

function multiples({ fromHz, toHz }: { readonly fromHz: number; readonly toHz: number }): readonly number[] {
  return Array.from({ length: (toHz - fromHz) / STEP_HZ + 1 }, (_, nth) => fromHz + nth * STEP_HZ);
}
