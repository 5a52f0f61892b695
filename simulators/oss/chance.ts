import { mulberry32 } from "../../src/kernel/index.ts";

/** Seeded randomness: the same seed yields the same companies on every machine. */
export interface Chance {
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number;
  /** One member of a non-empty list. */
  pick<Item>(list: readonly Item[]): Item;
  /** True in `percent` of cases. */
  happens(percent: number): boolean;
  /** `length` digits as text. */
  digits(length: number): string;
}

/** Creates a seeded random generator. */
export function seededChance(seed: number): Chance {
  const next = mulberry32(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (list) => {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new RangeError("nothing to pick from");
      return picked;
    },
    happens: (percent) => next() * 100 < percent,
    digits: (length) => Array.from({ length }, () => below(10)).join(""),
  };
}
