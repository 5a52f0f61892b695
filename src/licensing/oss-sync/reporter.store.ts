import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** The NIP of an officer; null if none was given. */
export async function findNip(db: Database, personId: string): Promise<string | null> {
  const row = await db.selectFrom("ossReporter").select("nip").where("personId", "=", personId).executeTakeFirst();
  return row?.nip ?? null;
}

/** Stores the NIP of an officer, or with null deletes it. */
export async function keepNip(
  trx: DatabaseTransaction,
  kept: { readonly personId: string; readonly nip: string | null; readonly at: Date },
): Promise<void> {
  const { personId, nip, at } = kept;
  if (nip === null) {
    await trx.deleteFrom("ossReporter").where("personId", "=", personId).execute();
    return;
  }
  await trx
    .insertInto("ossReporter")
    .values({ personId, nip, changedAt: at })
    .onConflict((conflict) => conflict.column("personId").doUpdateSet({ nip, changedAt: at }))
    .execute();
}
