import { sql } from "kysely";
import { expect } from "vitest";
import type { Database } from "../src/platform/database/index.ts";

/** A transaction that holds a lock may be idle for 5 s. */
const WAITS_MS_MAX = 4_500;

/** Waits until this number of statements of this database wait for locks of other transactions. */
export async function untilWaiting(db: Database, count = 1): Promise<void> {
  const waits = async () => {
    const { rows } = await sql<{ readonly count: number }>`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    return rows[0]?.count ?? 0;
  };
  await expect.poll(waits, { timeout: WAITS_MS_MAX, interval: 20 }).toBeGreaterThanOrEqual(count);
}
