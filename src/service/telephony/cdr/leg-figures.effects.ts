import { type Database, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { keepFigures, type StoredLegFigures } from "./leg-figures.store.ts";

/** The time for which metrics wait for a batch: one transaction for each leg cost more than all events of its call (measured). */
const FLUSH_MS = 250;
const AT_ONCE_MAX = 400;
/** The maximum of waiting metrics while the database is unavailable; further ones are dropped, since a call is valid without its metrics. */
const WAITING_MAX = 10_000;

/** Stores the media metrics of legs, in batches. */
export interface FiguresKeeper {
  add(figures: StoredLegFigures): void;
  /** Writes waiting metrics for up to `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}

interface Keeping {
  readonly db: Database;
  readonly log: Log;
  waiting: StoredLegFigures[];
  leftOut: number;
}

/** Opens the keeper. */
export function openFiguresKeeper(options: { readonly db: Database; readonly log: Log }): FiguresKeeper {
  const keeping: Keeping = { ...options, waiting: [], leftOut: 0 };
  let writing: Promise<void> | undefined;
  const flush = (): Promise<void> => {
    writing ??= writeAll(keeping).finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const timer = setInterval(() => {
    if (keeping.waiting.length === 0) return;
    flush().catch((error: unknown) => keeping.log.warn({ err: error }, "call.figures-not-kept"));
  }, FLUSH_MS);
  return {
    add: (figures) => {
      if (keeping.waiting.length < WAITING_MAX) keeping.waiting.push(figures);
      else keeping.leftOut += 1;
    },
    close: async (graceMs) => {
      clearInterval(timer);
      const done = flush().then(flush);
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    },
  };
}

/** Writes batch after batch; a batch that fails waits for the next attempt. */
async function writeAll(keeping: Keeping): Promise<void> {
  const { db, log } = keeping;
  while (keeping.waiting.length > 0) {
    const group = keeping.waiting.slice(0, AT_ONCE_MAX);
    keeping.waiting = keeping.waiting.slice(AT_ONCE_MAX);
    try {
      for (const [tenantId, own] of byTenant(group)) await inTenant(db, tenantId, (trx) => keepFigures(trx, own));
    } catch (error) {
      keeping.waiting = [...group, ...keeping.waiting].slice(0, WAITING_MAX);
      log.warn({ err: error, waiting: keeping.waiting.length, leftOut: keeping.leftOut }, "call.figures-not-kept");
      return;
    }
  }
}

function byTenant(group: readonly StoredLegFigures[]): ReadonlyMap<string, readonly StoredLegFigures[]> {
  return Map.groupBy(group, ({ tenantId }) => tenantId);
}
