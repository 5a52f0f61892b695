import { setTimeout as delay } from "node:timers/promises";
import { type ChangeFeed, type Following, follow } from "../database/index.ts";

const POLL_MS = 1_000;
/** Under load notifications arrive every few milliseconds; more refreshes than one in this time are of no use to viewers. */
const REST_MS_MIN = 50;
const REST_MS_MAX = 200;

/** Pause after a refresh that took this long including its delivery, in milliseconds: the same duration, within bounds. */
export function restAfter(tookMs: number): number {
  return Math.min(Math.max(tookMs, REST_MS_MIN), REST_MS_MAX);
}

/** Watched snapshots, each by its key, such as the queue board of a tenant. */
export interface Watches<Seen> {
  /** Calls the listener with each snapshot, and with the last one at once. Returns the function that unsubscribes. */
  listen(key: string, listener: (seen: Seen) => void): () => void;
  close(): void;
}

interface Watched<Seen> {
  readonly listeners: Set<(seen: Seen) => void>;
  readonly following: Following;
  last: Seen | undefined;
}

/**
 * Refreshes each watched snapshot on notifications, and every second. One refresh serves all listeners of the same key;
 * `look` receives the previous snapshot, undefined the first time.
 */
export function openWatches<Seen>(options: {
  readonly look: (key: string, before: Seen | undefined) => Promise<Seen>;
  readonly onFault: (error: unknown) => void;
  readonly wokenBy: { readonly changeFeed: ChangeFeed; readonly channel: string };
}): Watches<Seen> {
  const { look, onFault, wokenBy } = options;
  const watched = new Map<string, Watched<Seen>>();
  const open = (key: string): Watched<Seen> => {
    const lookOnce = async () => {
      const known = watched.get(key);
      if (known === undefined) return;
      const beganMs = performance.now();
      try {
        const seen = await look(key, known.last);
        known.last = seen;
        for (const listener of known.listeners) listener(seen);
      } finally {
        // A failed refresh is followed by a pause as well: a database at its limit is not queried without a pause.
        await delay(restAfter(performance.now() - beganMs));
      }
    };
    const following = follow({ look: lookOnce, everyMs: POLL_MS, onFault, wokenBy });
    return { listeners: new Set(), following, last: undefined };
  };
  return {
    listen: (key, listener) => {
      const one = watched.get(key) ?? open(key);
      watched.set(key, one);
      one.listeners.add(listener);
      if (one.last !== undefined) listener(one.last);
      one.following.wake();
      return () => {
        one.listeners.delete(listener);
        if (one.listeners.size > 0 || watched.get(key) !== one) return;
        one.following.close();
        watched.delete(key);
      };
    },
    close: () => {
      for (const { following } of watched.values()) following.close();
      watched.clear();
    },
  };
}
