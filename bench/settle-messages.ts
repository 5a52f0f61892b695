import { setTimeout as delay } from "node:timers/promises";
import { type Database, inTenant } from "../src/platform/database/index.ts";

const SETTLE_MS_MAX = 180_000;
const POLL_EVERY_MS = 250;
const SECOND_MS = 1_000;

/** Messages submitted by these tenants. */
interface HandedIn {
  readonly tenants: readonly string[];
  readonly messages: number;
  /** Submission times of the first and the last message. */
  readonly sinceMs: number;
  readonly lastMs: number;
}

/**
 * Waits until every message is final; returns the completed messages a second since the first and since the last submission, and the number
 * of incomplete ones.
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

/** States of the messages submitted since; by recorded times, not by the time of the query. */
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
