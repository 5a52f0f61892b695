import { mulberry32, UUID_RANDOM_BYTES, uuidV7 } from "../../kernel/index.ts";

/** Seeded randomness of the history: the same seed yields the same calls on every machine. */
export interface HistoryChance {
  /** A number from 0 up to 1. */
  next(): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** An exponentially distributed duration with mean `meanMs`, at most `mostMs`. */
  duration(meanMs: number, mostMs: number): number;
  /** One member of a non-empty list. */
  pick<Item>(list: readonly Item[]): Item;
  /** A UUID version 7 of an instant. */
  id(atMs: number): string;
}

/** Opens a random generator with a seed. */
export function openHistoryChance(seed: number): HistoryChance {
  const next = mulberry32(seed);
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    duration: (meanMs, mostMs) => Math.min(mostMs, Math.round(-Math.log(1 - next()) * meanMs)),
    pick: (list) => {
      const picked = list[between(0, list.length - 1)];
      if (picked === undefined) throw new RangeError("an empty list has no member");
      return picked;
    },
    id: (atMs) =>
      uuidV7(
        atMs,
        Uint8Array.from({ length: UUID_RANDOM_BYTES }, () => between(0, 255)),
      ),
  };
}
