import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";

const BARRED_MAX = 1_000;

/** Prefixes that nothing is sent to. */
export async function listBarred(db: Database) {
  return db
    .selectFrom("smsBlockedPrefix")
    .select(["prefix", "reason", "createdAt"])
    .orderBy("prefix")
    .limit(BARRED_MAX)
    .execute();
}

/** Bars a prefix; false when it is barred already. */
export async function barPrefix(
  trx: DatabaseTransaction,
  row: { readonly prefix: string; readonly reason: string; readonly createdBy: string; readonly createdAt: Date },
): Promise<boolean> {
  const done = await trx
    .insertInto("smsBlockedPrefix")
    .values(row)
    .onConflict((conflict) => conflict.column("prefix").doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** Bars a prefix no more; false when it was not barred. */
export async function unbarPrefix(trx: DatabaseTransaction, prefix: string): Promise<boolean> {
  const done = await trx.deleteFrom("smsBlockedPrefix").where("prefix", "=", prefix).executeTakeFirst();
  return done.numDeletedRows === 1n;
}
