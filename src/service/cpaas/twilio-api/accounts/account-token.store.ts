import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** Stored tokens of a call centre. */
export interface SealedTokens {
  readonly primarySealed: Buffer;
  readonly primaryMadeAt: Date;
  readonly secondarySealed: Buffer | null;
  readonly secondaryMadeAt: Date | null;
}

/** Tokens of a call centre; undefined before the first is created. */
export async function findTokens(trx: DatabaseTransaction, tenantId: string): Promise<SealedTokens | undefined> {
  return trx
    .selectFrom("accountToken")
    .select(["primarySealed", "primaryMadeAt", "secondarySealed", "secondaryMadeAt"])
    .where("tenantId", "=", tenantId)
    .executeTakeFirst();
}

/** The account of a call centre with its tokens; undefined for an unknown call centre. */
export async function findAccount(trx: DatabaseTransaction, tenantId: string) {
  return trx
    .selectFrom("tenant as t")
    .leftJoin("accountToken as a", "a.tenantId", "t.id")
    .select(["t.name", "t.createdAt", "t.closedAt", "a.primarySealed", "a.secondarySealed"])
    .where("t.id", "=", tenantId)
    .executeTakeFirst();
}

/** Stores the first token of a call centre, unless a concurrent request stored one. */
export async function insertFirstToken(
  trx: DatabaseTransaction,
  first: { readonly tenantId: string; readonly sealed: Buffer; readonly at: Date },
): Promise<void> {
  await trx
    .insertInto("accountToken")
    .values({ tenantId: first.tenantId, primarySealed: first.sealed, primaryMadeAt: first.at })
    .onConflict((conflict) => conflict.column("tenantId").doNothing())
    .execute();
}

/** Stores a secondary token; false if one exists, or without a primary one. */
export async function addSecondaryToken(
  trx: DatabaseTransaction,
  second: { readonly tenantId: string; readonly sealed: Buffer; readonly at: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable("accountToken")
    .set({ secondarySealed: second.sealed, secondaryMadeAt: second.at })
    .where("tenantId", "=", second.tenantId)
    .where("secondarySealed", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Makes the secondary token the primary and only one; false without a secondary token. */
export async function promoteSecondaryToken(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  const done = await trx
    .updateTable("accountToken")
    .set((eb) => ({
      primarySealed: eb.fn.coalesce("secondarySealed", "primarySealed"),
      primaryMadeAt: eb.fn.coalesce("secondaryMadeAt", "primaryMadeAt"),
      secondarySealed: null,
      secondaryMadeAt: null,
    }))
    .where("tenantId", "=", tenantId)
    .where("secondarySealed", "is not", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Deletes the secondary token; false without one. */
export async function dropSecondaryToken(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  const done = await trx
    .updateTable("accountToken")
    .set({ secondarySealed: null, secondaryMadeAt: null })
    .where("tenantId", "=", tenantId)
    .where("secondarySealed", "is not", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
