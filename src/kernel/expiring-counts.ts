/** Counts by key, each of which ends a window after its first count. */
export interface ExpiringCounts {
  /** The keys that are remembered, expired ones among them. */
  readonly size: number;
  countOf(key: string, nowMs: number): number;
  /** Adds one; the oldest key is dropped when there are too many. */
  add(key: string, nowMs: number): void;
  /** Takes one back. */
  subtract(key: string): void;
  delete(key: string): void;
}

interface Window {
  readonly endsMs: number;
  count: number;
}

/** As many expired keys are dropped for each new one, so that a burst is forgotten without a timer. */
const DROPPED_PER_KEY = 2;

/**
 * Opens counts that change in constant time. The windows of all keys have one length, so keys are inserted in the order in which they
 * expire and the first is always the oldest.
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
