import type { Cdr } from "../cdr/index.ts";

/** A field in which a call detail record and its events differ. */
export interface CdrDifference {
  readonly field: keyof Cdr;
  readonly kept: string;
  readonly recomputed: string;
}

/** The differences between a stored call detail record and the one computed from its events; empty when they agree. */
export function compareCdr(kept: Cdr, recomputed: Cdr): readonly CdrDifference[] {
  const fields = Object.keys(recomputed) as (keyof Cdr)[];
  return fields
    .filter((field) => kept[field] !== recomputed[field])
    .map((field) => ({ field, kept: String(kept[field]), recomputed: String(recomputed[field]) }));
}
