/** What somebody has of something that all share, and what there is of it. */
export interface Share {
  readonly own: number;
  readonly ownMax: number;
  /** What everybody has together. */
  readonly all: number;
  readonly allMax: number;
}

/**
 * Whether somebody may have one more: nobody gets more than half of what is then left for all others. So whoever has none finds room for as
 * long as there is any, and a few who take whatever they get leave two thirds each time.
 */
export function hasShare({ own, ownMax, all, allMax }: Share): boolean {
  return own < ownMax && 2 * own < allMax - all;
}
