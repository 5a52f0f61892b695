import type { PromiseReading } from "../promises/index.ts";

/** The counted kinds of case. */
export const COUNTED_KINDS = ["account-verification", "number-new", "number-additional"] as const;

/** One of `COUNTED_KINDS`. */
export type CountedKind = (typeof COUNTED_KINDS)[number];

/** The public figures of one kind of case. Null if no case has ended. */
export interface ServiceFigures {
  readonly kind: CountedKind;
  readonly ended: number;
  /** Median of the working days used. */
  readonly medianDays: number | null;
  /** Percentage of the cases that ended within their processing time, rounded down. */
  readonly keptPercent: number | null;
  /** The shortest and the longest processing time of these cases. */
  readonly promisedDays: readonly [number, number] | null;
}

/** Summarises the processing times of ended cases; open and withdrawn ones are excluded. */
export function serviceFigures(kind: CountedKind, readings: readonly PromiseReading[]): ServiceFigures {
  const ended = readings.filter(({ endedAt, state }) => endedAt !== null && (state === "kept" || state === "late"));
  if (ended.length === 0) return { kind, ended: 0, medianDays: null, keptPercent: null, promisedDays: null };
  const kept = ended.filter(({ state }) => state === "kept").length;
  const promised = ended.map(({ workingDays }) => workingDays);
  return {
    kind,
    ended: ended.length,
    medianDays: median(ended.map(({ usedDays }) => usedDays)),
    keptPercent: Math.floor((100 * kept) / ended.length),
    promisedDays: [Math.min(...promised), Math.max(...promised)],
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? 0;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? 0) + upper) / 2 : upper;
}
