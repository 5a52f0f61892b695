/** The usage of a shared resource by one party and in total. */
export interface Share {
  readonly own: number;
  readonly ownMax: number;
  /** Total usage by all parties. */
  readonly all: number;
  readonly allMax: number;
}

/**
 * Whether a party may have one more unit: at most half of what then remains for all others. A party without a unit thus
 * gets one as long as any is left, and a few greedy parties leave two thirds each time.
 */
export function hasShare({ own, ownMax, all, allMax }: Share): boolean {
  return own < ownMax && 2 * own < allMax - all;
}
