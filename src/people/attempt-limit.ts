/** Failures of one key inside the window. */
export interface AttemptLimitState {
  readonly failuresMsByKey: ReadonlyMap<string, readonly number[]>;
}

const WINDOW_MS = 15 * 60_000;
const FAILURES_MAX = 10;
const KEYS_MAX = 20_000;

/** A limit with nothing counted yet. */
export const NO_ATTEMPTS: AttemptLimitState = { failuresMsByKey: new Map() };

/** True when `key` failed too often in the last fifteen minutes. */
export function isLimited(state: AttemptLimitState, key: string, nowMs: number): boolean {
  return recent(state, key, nowMs).length >= FAILURES_MAX;
}

/** Counts one more failure; forgets old ones, and the oldest keys when there are too many. */
export function withFailure(state: AttemptLimitState, key: string, nowMs: number): AttemptLimitState {
  const next = new Map(state.failuresMsByKey);
  next.delete(key);
  next.set(key, [...recent(state, key, nowMs), nowMs].slice(-FAILURES_MAX));
  for (const oldest of next.keys()) {
    if (next.size <= KEYS_MAX) break;
    next.delete(oldest);
  }
  return { failuresMsByKey: next };
}

/** Forgets the failures of a key that succeeded. */
export function withSuccess(state: AttemptLimitState, key: string): AttemptLimitState {
  if (!state.failuresMsByKey.has(key)) return state;
  const next = new Map(state.failuresMsByKey);
  next.delete(key);
  return { failuresMsByKey: next };
}

function recent(state: AttemptLimitState, key: string, nowMs: number): readonly number[] {
  return (state.failuresMsByKey.get(key) ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
}
