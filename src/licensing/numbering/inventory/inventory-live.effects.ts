import { follow } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { codesChangedSince } from "./inventory.store.ts";
import type { CodeRow } from "./inventory-row.ts";

/** Notifies listeners of changed codes within a second. */
export interface InventoryFeed {
  listen(listener: (rows: readonly CodeRow[]) => void): () => void;
  close(): void;
}

const POLL_MS = 1_000;
/** Longest duration of a transaction, enforced by its time-outs; changed rows are read again within this overlap. */
const OVERLAP_MS = 15_000;
const BATCH = 2_000;
/** A larger change reaches open pages with their next poll. */
const BATCHES_MAX = 50;

/**
 * Polls `access_code.changed_at` while there are listeners: on each notification of the change feed, and every second.
 * Rows are read with an overlap and deduplicated by version, so that a transaction that commits late is not missed.
 */
export function openInventoryFeed(kit: Pick<Kit, "db" | "changeFeed" | "clock" | "log">): InventoryFeed {
  const listeners = new Set<(rows: readonly CodeRow[]) => void>();
  let told = new Map<string, number>();
  const read = async () => {
    const since = new Date(kit.clock.nowMs() - OVERLAP_MS);
    const rows = await allChangedSince(kit.db, since);
    const fresh = rows.filter((row) => told.get(row.code) !== row.version);
    told = new Map(rows.map((row) => [row.code, row.version]));
    if (fresh.length > 0) for (const listener of listeners) listener(fresh);
  };
  const following = follow({
    look: async () => {
      if (listeners.size > 0) await read();
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "inventory.feed-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: "inventory" },
  });
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: following.close,
  };
}

/** Reads all batches at once, so that no change among thousands is delivered late. */
async function allChangedSince(db: Kit["db"], since: Date): Promise<readonly CodeRow[]> {
  const rows: CodeRow[] = [];
  for (let batches = 0; batches < BATCHES_MAX; batches += 1) {
    const batch = await codesChangedSince(db, { since, afterCode: rows.at(-1)?.code ?? "", limit: BATCH });
    rows.push(...batch);
    if (batch.length < BATCH) break;
  }
  return rows;
}
