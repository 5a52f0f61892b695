import os from "node:os";

/** The figures of one run, by key; units are in the key. */
export type Figures = Readonly<Record<string, number>>;

/** A benchmark: starts what it needs, measures the same thing `runs` times, and ends by itself. */
export interface Benchmark {
  readonly runs: number;
  measure(tell: (line: string) => void): Promise<readonly Figures[]>;
  /** Remarks that accompany the figures. */
  readonly notes?: () => Readonly<Record<string, string>>;
  /** Maximum median of a key; the benchmark fails above it. */
  readonly maxima?: Figures;
}

/** Minimum, median and maximum of a key over the runs. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** The spread of every key over all runs. */
export function spreadOf(runs: readonly Figures[]): Readonly<Record<string, Spread>> {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  return Object.fromEntries(
    keys.map((key) => {
      const values = runs.flatMap((run) => (run[key] === undefined ? [] : [run[key]])).toSorted((a, b) => a - b);
      const at = (share: number) => rounded(values[Math.floor((values.length - 1) * share)] ?? Number.NaN);
      return [key, { min: at(0), median: at(0.5), max: at(1) }];
    }),
  );
}

/** The value below which `share` of the sorted or unsorted values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One decimal; three for values below one. */
function rounded(value: number): number {
  const places = Math.abs(value) < 1 ? 1_000 : 10;
  return Math.round(value * places) / places;
}

/** The machine of the measurement. */
export function machine() {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model ?? "unknown",
    cores: cpus.length,
    memory_mb: Math.round(os.totalmem() / 1_048_576),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
  };
}

/** The machine's load over one, five and fifteen minutes. */
export function loadAverage(): readonly number[] {
  return os.loadavg().map(rounded);
}
