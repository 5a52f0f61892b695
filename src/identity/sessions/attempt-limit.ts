import { openExpiringCounts } from "../../kernel/index.ts";

/** Failures by key within fifteen minutes of the first. */
export interface AttemptLimit {
  /** The keys that are remembered. */
  readonly size: number;
  /** True when `key` failed too often. */
  isLimited(key: string, nowMs: number): boolean;
  /** Counts one more failure. */
  addFailure(key: string, nowMs: number): void;
  /** Takes one failure back. */
  removeFailure(key: string): void;
  /** Forgets the failures of a key that succeeded. */
  reset(key: string): void;
}

const WINDOW_MS = 15 * 60_000;
const FAILURES_MAX = 10;
const KEYS_MAX = 100_000;

/** Opens a limit with nothing counted yet; at most 100,000 keys are remembered, the newest. */
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
 * Runs a check of a secret unless its key is limited. An attempt counts as a failure until it succeeds, so that attempts at the same
 * time do not pass the limit together; one whose check throws is not counted.
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
