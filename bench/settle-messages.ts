import { setTimeout as delay } from "node:timers/promises";
import { type Database, inTenant } from "../src/platform/database/index.ts";

const SETTLE_MS_MAX = 180_000;
const POLL_EVERY_MS = 250;
const SECOND_MS = 1_000;

/** Messages that were handed in by these call centres. */
interface HandedIn {
  readonly tenants: readonly string[];
  readonly messages: number;
  /** When the first message was handed in, and the last one. */
  readonly sinceMs: number;
  readonly lastMs: number;
}

/**
 * Waits until every message is final; how many a second went all the way since the first was handed in and since the last was, and how many
 * did not.
 */
export async function settle(db: Database, handedIn: HandedIn) {
  const byMs = Date.now() + SETTLE_MS_MAX;
  for (;;) {
    const { open, delivered, toldLater, finalMs } = await countDeliveries(db, handedIn);
    if (open === 0 || Date.now() > byMs)
      return {
        delivered_per_s: (delivered * SECOND_MS) / (finalMs - handedIn.sinceMs),
        told_after_last_per_s: toldLater === 0 ? 0 : (toldLater * SECOND_MS) / (finalMs - handedIn.lastMs),
        lost: handedIn.messages - delivered,
      };
    await delay(POLL_EVERY_MS);
  }
}

/** How messages stand that were handed in since; by the moments on record, not by those at which somebody looks. */
async function countDeliveries(db: Database, { tenants, sinceMs, lastMs }: HandedIn) {
  const [since, last] = [new Date(sinceMs), new Date(lastMs)];
  const counts = await Promise.all(
    tenants.map((tenantId) =>
      inTenant(db, tenantId, (trx) =>
        trx
          .selectFrom("smsMessage")
          .select(({ fn }) => [
            fn.countAll<number>().filterWhere("state", "=", "open").as("open"),
            fn.countAll<number>().filterWhere("state", "=", "delivered").as("delivered"),
            fn.countAll<number>().filterWhere("finalAt", ">", last).as("toldLater"),
            fn.max("finalAt").as("finalAt"),
          ])
          .where("acceptedAt", ">=", since)
          .executeTakeFirstOrThrow(),
      ),
    ),
  );
  const sum = (of: "open" | "delivered" | "toldLater") => counts.reduce((all, one) => all + Number(one[of]), 0);
  const finalMs = Math.max(sinceMs + 1, ...counts.map(({ finalAt }) => finalAt?.getTime() ?? 0));
  return { open: sum("open"), delivered: sum("delivered"), toldLater: sum("toldLater"), finalMs };
}
