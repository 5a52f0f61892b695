/** Seeded chance: the same seed gives the same world on every machine. */
export interface Chance {
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number;
  /** One member of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item;
  /** True in `percent` of cases. */
  happens(percent: number): boolean;
  /** `length` digits as text. */
  digits(length: number): string;
}

/** Makes a source of seeded chance (the mulberry32 generator: 32 bits of state, public domain by T. Ettinger). */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
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
