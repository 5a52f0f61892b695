import type { Cdr } from "../cdr/index.ts";

/** One thing on which a record and its events do not agree. */
export interface CdrDifference {
  readonly field: keyof Cdr;
  readonly kept: string;
  readonly recomputed: string;
}

/** Where a kept record differs from the one its events add up to now; empty when they agree. */
export function compareCdr(kept: Cdr, recomputed: Cdr): readonly CdrDifference[] {
  const fields = Object.keys(recomputed) as (keyof Cdr)[];
  return fields
    .filter((field) => kept[field] !== recomputed[field])
    .map((field) => ({ field, kept: String(kept[field]), recomputed: String(recomputed[field]) }));
}
