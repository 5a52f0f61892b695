import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** Ends the order in force of a test in the transaction that decides the next one; undefined for the first. */
export async function supersedeTestOrder(
  trx: DatabaseTransaction,
  order: { readonly testId: string; readonly at: Date },
): Promise<{ readonly id: string; readonly number: string; readonly decidedAt: Date } | undefined> {
  return trx
    .updateTable("decree")
    .set({ supersededAt: order.at })
    .where("testId", "=", order.testId)
    .where("kind", "=", "test-order")
    .where("supersededAt", "is", null)
    .where("revokedAt", "is", null)
    .where("endedAt", "is", null)
    .returning(["id", "number", "decidedAt"])
    .executeTakeFirst();
}
