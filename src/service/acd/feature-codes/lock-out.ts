/** Wrong attempts of one agent number, or of one phone. Instants in milliseconds since 1970. */
export interface Tally {
  readonly failures: number;
  /** The number of consecutive locks. */
  readonly locks: number;
  readonly lastFailedAtMs: number;
  readonly lockedUntilMs: number | null;
}

/** The tally without failures. */
export const NO_FAILURES: Tally = { failures: 0, locks: 0, lastFailedAtMs: 0, lockedUntilMs: null };

/** Attempts before a lock. Several agents use one phone in turn, so a phone has more of them. */
export const FAILURES_MAX = { number: 5, phone: 10 } as const;

const MINUTE_MS = 60_000;
const FIRST_LOCK_MS = 15 * MINUTE_MS;
const LOCK_MS_MAX = 4 * 60 * MINUTE_MS;
/** After this time without a wrong attempt and without a lock, the tally is reset. */
export const FORGET_MS = 24 * 60 * MINUTE_MS;

/** Whether attempts are refused now, right or wrong. */
export function isLocked({ lockedUntilMs }: Tally, nowMs: number): boolean {
  return lockedUntilMs !== null && nowMs < lockedUntilMs;
}

/**
 * A tally with one more attempt, counted as wrong before the check: concurrent attempts, or a switch that dies during one, get no more
 * attempts than allowed. Each consecutive lock lasts twice as long as the previous one, four hours at the most.
 */
export function attempted(tally: Tally, nowMs: number, failuresMax: number): Tally {
  const { failures, locks } = remembered(tally, nowMs);
  const next = { failures: failures + 1, locks, lastFailedAtMs: nowMs, lockedUntilMs: null };
  if (next.failures < failuresMax) return next;
  const lockedUntilMs = nowMs + Math.min(FIRST_LOCK_MS * 2 ** locks, LOCK_MS_MAX);
  return { ...next, failures: 0, locks: locks + 1, lockedUntilMs };
}

function remembered(tally: Tally, nowMs: number): Tally {
  const sinceMs = Math.max(tally.lastFailedAtMs, tally.lockedUntilMs ?? 0);
  return nowMs - sinceMs >= FORGET_MS ? NO_FAILURES : tally;
}

/**
 * A phone's tally without an attempt that was right. Earlier wrong attempts stay: one known PIN must not reset the attempts at the PINs
 * of others.
 */
export function takenBack(tally: Tally, attempt: { readonly before: Tally; readonly after: Tally }): Tally {
  const { before, after } = attempt;
  const isLast =
    tally.failures === after.failures &&
    tally.locks === after.locks &&
    tally.lastFailedAtMs === after.lastFailedAtMs &&
    tally.lockedUntilMs === after.lockedUntilMs;
  if (isLast) return before;
  return { ...tally, failures: Math.max(0, tally.failures - 1) };
}
