import { mulberry32 } from "../src/kernel/index.ts";

/** Random values for tests. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  /** One of the values. */
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
}

/** Opens a random generator with a seed. */
export function openChance(seed: number): Chance {
  const next = mulberry32(seed);
  const below = (end: number) => Math.floor(next() * end);
  return { next, below, pick: (values) => values[below(values.length)] ?? values[0] };
}
