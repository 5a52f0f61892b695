import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Log } from "../telemetry/index.ts";
import type { DatabaseAccess } from "./access.ts";

/** At most one NOTIFY per channel in this many milliseconds. */
const COALESCE_MS = 5;
const RECONNECT_MS = 500;
const CONNECT_MS_MAX = 5_000;
const LISTENERS_MAX = 1_000;

/** Wakes readers in every process after a change. Notifications carry no data: readers query the database. */
export interface ChangeFeed {
  /** Announces, after commit, a change on `channel`. */
  announce(channel: string): void;
  /** Calls `wake` on each notification on `channel`, and after every reconnection. Returns the function that unsubscribes. */
  listen(channel: string, wake: () => void): () => void;
  /** Stops listening; safe to call twice. */
  close(): Promise<void>;
}

/** Opens the change feed of one process on a dedicated connection; it reconnects until closed. */
export function openChangeFeed(options: {
  readonly access: DatabaseAccess;
  readonly pool: pg.Pool;
  readonly log: Log;
}): ChangeFeed {
  const listeners = new Map<string, Set<() => void>>();
  const due = new Set<string>();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const wake = (channel: string) => {
    for (const listener of listeners.get(channel) ?? []) listener();
  };
  const flush = () => {
    timer = undefined;
    const channels = [...due];
    due.clear();
    const sql = channels.map((_, index) => `pg_notify('sambung', $${index + 1})`).join(", ");
    options.pool.query(`select ${sql}`, channels).catch(() => undefined);
  };
  const done = listenForever({
    ...options,
    signal: stop.signal,
    wake,
    wakeAll: () => [...listeners.keys()].forEach(wake),
  });

  return {
    announce: (channel) => {
      due.add(channel);
      timer ??= setTimeout(flush, COALESCE_MS);
    },
    listen: (channel, listener) => {
      const set = listeners.get(channel) ?? new Set();
      if (set.size >= LISTENERS_MAX) throw new Error(`too many listeners on ${channel}`);
      listeners.set(channel, set.add(listener));
      return () => void set.delete(listener);
    },
    close: async () => {
      stop.abort();
      clearTimeout(timer);
      await done;
    },
  };
}

interface ListenOptions {
  readonly access: DatabaseAccess;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly wake: (channel: string) => void;
  readonly wakeAll: () => void;
}

async function listenForever(options: ListenOptions): Promise<void> {
  while (!options.signal.aborted) {
    await listenOnce(options).catch((error: unknown) => options.log.debug({ err: error }, "news.lost"));
    await delay(RECONNECT_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function listenOnce(options: ListenOptions): Promise<void> {
  const client = new pg.Client({
    ...options.access.connectionFor("app"),
    application_name: "sambung-news",
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: CONNECT_MS_MAX,
  });
  const lost = new Promise<void>((resolve) => {
    client.on("error", () => resolve());
    client.on("end", () => resolve());
    options.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  client.on("notification", (message) => options.wake(message.payload ?? ""));
  try {
    await client.connect();
    await client.query("listen sambung");
    options.wakeAll();
    await lost;
  } finally {
    await client.end().catch(() => undefined);
  }
}
