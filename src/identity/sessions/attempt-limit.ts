import { openExpiringCounts } from "../../kernel/index.ts";

/** Failures by key within fifteen minutes of the first. */
export interface AttemptLimit {
  /** Number of stored keys. */
  readonly size: number;
  /** True if `key` failed too often. */
  isLimited(key: string, nowMs: number): boolean;
  /** Counts a failure. */
  addFailure(key: string, nowMs: number): void;
  /** Subtracts a failure. */
  removeFailure(key: string): void;
  /** Clears the failures of a key after a success. */
  reset(key: string): void;
}

const WINDOW_MS = 15 * 60_000;
const FAILURES_MAX = 10;
const KEYS_MAX = 100_000;

/** Opens an empty limit; the newest 100,000 keys are stored. */
export function openAttemptLimit(failuresMax = FAILURES_MAX): AttemptLimit {
  const failures = openExpiringCounts({ windowMs: WINDOW_MS, keysMax: KEYS_MAX });
  return {
    get size() {
      return failures.size;
    },
    isLimited: (key, nowMs) => failures.countOf(key, nowMs) >= failuresMax,
    addFailure: failures.add,
    removeFailure: failures.subtract,
    reset: failures.delete,
  };
}

/**
 * Verifies a secret unless its key is limited. An attempt counts as a failure until it succeeds, so that concurrent
 * attempts cannot exceed the limit; an attempt whose check throws is not counted.
 */
export async function limitAttempts<Outcome>(
  limit: AttemptLimit,
  attempt: { readonly key: string; readonly nowMs: number; readonly isFailure: (outcome: Outcome) => boolean },
  check: () => Promise<Outcome>,
): Promise<Outcome | "too-many-attempts"> {
  const { key, nowMs, isFailure } = attempt;
  if (limit.isLimited(key, nowMs)) return "too-many-attempts";
  limit.addFailure(key, nowMs);
  try {
    const outcome = await check();
    if (!isFailure(outcome)) limit.reset(key);
    return outcome;
  } catch (error) {
    limit.removeFailure(key);
    throw error;
  }
}
