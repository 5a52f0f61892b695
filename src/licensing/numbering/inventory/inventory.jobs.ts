import { type Database, type DatabaseTransaction, type Following, follow } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { BY_ITSELF, changeCodes } from "../codes/code-change.store.ts";
import { sweepOrders } from "../codes/code-order.effects.ts";

/** Quarantines end to the second; orders begin and end with their day. */
const SWEEP_MS = 1_000;
const BATCH_MAX = 500;

/** Ends every expired quarantine: its code becomes idle. Returns the codes. */
export async function endQuarantines(kit: Pick<Kit, "clock"> & { readonly db: Database }): Promise<readonly string[]> {
  const now = new Date(kit.clock.nowMs());
  // Most sweeps find nothing: those open no transaction.
  if ((await overQuarantines(kit.db, now).executeTakeFirst()) === undefined) return [];
  return kit.db.transaction().execute(async (trx) => {
    const due = await overQuarantines(trx, now).forUpdate().skipLocked().execute();
    return changeCodes(trx, { ...BY_ITSELF, change: "end-quarantine", codes: due.map((row) => row.code), now });
  });
}

const overQuarantines = (db: Database | DatabaseTransaction, now: Date) =>
  db
    .selectFrom("accessCode")
    .select("code")
    .where("state", "=", "quarantine")
    .where("quarantinedUntil", "<=", now)
    .orderBy("code")
    .limit(BATCH_MAX);

/** Ends expired quarantines and begins and ends due orders, until closed. */
export function openInventorySweeper(kit: Kit): Following {
  return follow({
    look: async () => {
      const freed = await endQuarantines(kit);
      const moved = await sweepOrders(kit);
      if (freed.length > 0 || moved) kit.changeFeed.announce("inventory");
    },
    everyMs: SWEEP_MS,
    onFault: (error) => kit.log.warn({ err: error }, "inventory.sweep-failed"),
  });
}
