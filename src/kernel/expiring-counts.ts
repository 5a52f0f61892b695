/** Counts by key, each of which expires a window after its first count. */
export interface ExpiringCounts {
  /** Number of stored keys, expired ones included. */
  readonly size: number;
  countOf(key: string, nowMs: number): number;
  /** Adds one; the oldest key is dropped above the maximum. */
  add(key: string, nowMs: number): void;
  /** Subtracts one. */
  subtract(key: string): void;
  delete(key: string): void;
}

interface Window {
  readonly endsMs: number;
  count: number;
}

/** Number of expired keys dropped for each new one, so that a burst is cleared without a timer. */
const DROPPED_PER_KEY = 2;

/**
 * Opens counts with constant-time updates. All windows have the same length, so keys are inserted in the order of their
 * expiry and the first is always the oldest.
 */
export function openExpiringCounts({
  windowMs,
  keysMax,
}: {
  readonly windowMs: number;
  readonly keysMax: number;
}): ExpiringCounts {
  const windows = new Map<string, Window>();
  const currentOf = (key: string, nowMs: number): Window | undefined => {
    const window = windows.get(key);
    return window !== undefined && window.endsMs > nowMs ? window : undefined;
  };
  const dropOldest = (nowMs: number) => {
    let dropped = 0;
    for (const [key, { endsMs }] of windows) {
      if (dropped === DROPPED_PER_KEY || (endsMs > nowMs && windows.size < keysMax)) return;
      windows.delete(key);
      dropped += 1;
    }
  };
  return {
    get size() {
      return windows.size;
    },
    countOf: (key, nowMs) => currentOf(key, nowMs)?.count ?? 0,
    add: (key, nowMs) => {
      const window = currentOf(key, nowMs);
      if (window !== undefined) {
        window.count += 1;
        return;
      }
      windows.delete(key);
      dropOldest(nowMs);
      windows.set(key, { endsMs: nowMs + windowMs, count: 1 });
    },
    subtract: (key) => {
      const window = windows.get(key);
      if (window !== undefined) window.count = Math.max(0, window.count - 1);
    },
    delete: (key) => void windows.delete(key),
  };
}
