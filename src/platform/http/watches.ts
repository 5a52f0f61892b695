import { setTimeout as delay } from "node:timers/promises";
import { type ChangeFeed, type Following, follow } from "../database/index.ts";

const POLL_MS = 1_000;
/** Under load news comes every few milliseconds; more looks than these show nobody more. */
const REST_MS_MIN = 50;
const REST_MS_MAX = 200;

/** How long nothing is looked at after a look that took so long with all its telling, in milliseconds: as long as it took, within bounds. */
export function restAfter(tookMs: number): number {
  return Math.min(Math.max(tookMs, REST_MS_MIN), REST_MS_MAX);
}

/** Things that people watch, each by its key, such as the board of a tenant. */
export interface Watches<Seen> {
  /** Tells what each look found, the last one at once, until the answer is called. */
  listen(key: string, listener: (seen: Seen) => void): () => void;
  close(): void;
}

interface Watched<Seen> {
  readonly listeners: Set<(seen: Seen) => void>;
  readonly following: Following;
  last: Seen | undefined;
}

/**
 * Looks at each thing that somebody watches: on news, and every second besides. One look serves all who watch the same thing;
 * `look` is given what it found before, undefined the first time.
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
        // A look that fails rests as well: a database at its limit is not asked without pause.
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
