import { sql } from "kysely";
import { type DatabaseTransaction, databaseFault } from "../../../../platform/database/index.ts";

/** Maximum number of signing keys per call centre. */
export const SIGNING_KEYS_MAX = 20;
const USED_EVERY_MS = 60_000;

/** Active signing keys of the transaction's call centre, newest first. */
export async function listSigningKeys(trx: DatabaseTransaction) {
  return trx
    .selectFrom("signingKey as k")
    .innerJoin("person as p", "p.id", "k.createdBy")
    .select(["k.id", "k.name", "k.createdAt", "p.name as createdBy", "k.expiresAt", "k.usedAt"])
    .where("k.endedAt", "is", null)
    .orderBy("k.createdAt", "desc")
    .orderBy("k.id")
    .limit(SIGNING_KEYS_MAX)
    .execute();
}

/** Tests whether the call centre may have another signing key; a lock prevents concurrent inserts. */
export async function hasRoomForSigningKey(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`signing key ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("signingKey")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < SIGNING_KEYS_MAX;
}

/** Inserts a signing key with its encrypted secret. */
export async function insertSigningKey(
  trx: DatabaseTransaction,
  key: {
    readonly id: string;
    readonly tenantId: string;
    readonly name: string;
    readonly sealedSecret: Buffer;
    readonly createdBy: string;
    readonly createdAt: Date;
    readonly expiresAt: Date | null;
  },
): Promise<void> {
  await trx.insertInto("signingKey").values(key).execute();
}

/** Tests whether an insert failed because the name is taken. */
export function isSigningKeyNameTaken(error: unknown): boolean {
  return databaseFault(error)?.constraint === "signing_key_name";
}

/** Revokes a signing key; false for an unknown or revoked key. */
export async function endSigningKey(
  trx: DatabaseTransaction,
  { id, by, at }: { readonly id: string; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable("signingKey")
    .set({ endedAt: at, endedBy: by })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** A signing key in force, of a call centre that is not closed. */
export async function signingKeyInForce(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<{ readonly sealedSecret: Buffer; readonly usedAt: Date | null } | undefined> {
  return trx
    .selectFrom("signingKey as k")
    .innerJoin("tenant as t", "t.id", "k.tenantId")
    .select(["k.sealedSecret", "k.usedAt"])
    .where("k.id", "=", id)
    .where("k.endedAt", "is", null)
    .where("t.closedAt", "is", null)
    .where((eb) => eb.or([eb("k.expiresAt", "is", null), eb("k.expiresAt", ">", at)]))
    .executeTakeFirst();
}

/** Records the last use of a key, to the minute. */
export async function noteSigningKeyUsed(
  trx: DatabaseTransaction,
  { id, usedAt, at }: { readonly id: string; readonly usedAt: Date | null; readonly at: Date },
): Promise<void> {
  if (usedAt !== null && at.getTime() - usedAt.getTime() < USED_EVERY_MS) return;
  await trx.updateTable("signingKey").set({ usedAt: at }).where("id", "=", id).execute();
}
