import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";

const BARRED_MAX = 1_000;

/** Blocked prefixes. */
export async function listBarred(db: Database) {
  return db
    .selectFrom("smsBlockedPrefix")
    .select(["prefix", "reason", "createdAt"])
    .orderBy("prefix")
    .limit(BARRED_MAX)
    .execute();
}

/** Blocks a prefix; false when it is blocked already. */
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

/** Unblocks a prefix; false when it was not blocked. */
export async function unbarPrefix(trx: DatabaseTransaction, prefix: string): Promise<boolean> {
  const done = await trx.deleteFrom("smsBlockedPrefix").where("prefix", "=", prefix).executeTakeFirst();
  return done.numDeletedRows === 1n;
}
