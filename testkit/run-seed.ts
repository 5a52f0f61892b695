const SEED_MAX = 0x7f_ff_ff_ff;

/**
 * The seed of this test run, a 31-bit integer. `npm test` takes it from the commit and the long tier draws it; both print it.
 * `SAMBUNG_TEST_SEED=NUMBER` repeats a run. Without the variable the seed is 1.
 */
export const runSeed: number = seedOf(process.env["SAMBUNG_TEST_SEED"]);

/** Whether this run is part of the long tier, which runs the full numbers of cases. */
export const isLongRun: boolean = process.env["SAMBUNG_TEST_TIER"] === "long";

/** A number of generated cases: few in `npm test`, many in the long tier. */
export function cases(options: { readonly short: number; readonly long: number }): number {
  return isLongRun ? options.long : options.short;
}

/** One in `every` of the cases of a table in `npm test`, by the seed of the run; all of them in the long tier. */
export function sampled<Case>(table: readonly Case[], every: number): readonly Case[] {
  return table.filter((_, index) => isLongRun || index % every === runSeed % every);
}

/** One of several variants of a journey, chosen by the seed of the run; the long tier with `SAMBUNG_TEST_VARIANTS=all` runs each. */
export function variantsOf<T>(variants: readonly T[]): readonly T[] {
  if (process.env["SAMBUNG_TEST_VARIANTS"] === "all") return variants;
  return variants.filter((_, index) => index === runSeed % variants.length);
}

function seedOf(text: string | undefined): number {
  if (text === undefined || text === "") return 1;
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0 || seed > SEED_MAX) {
    throw new Error(`SAMBUNG_TEST_SEED is "${text}": a whole number from 0 to ${SEED_MAX} is needed`);
  }
  return seed;
}
