import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** The second factor of a person, pending or confirmed. */
export async function findSecondFactor(db: Database | DatabaseTransaction, personId: string) {
  return db
    .selectFrom("secondFactor")
    .select(["sealedSecret", "confirmedAt", "lastStep", "pendingSealedSecret"])
    .where("personId", "=", personId)
    .executeTakeFirst();
}

/** Begins an enrolment and replaces an unconfirmed one; false if one is confirmed. */
export async function beginSecondFactor(
  db: Database,
  row: { readonly personId: string; readonly sealedSecret: Buffer; readonly createdAt: Date },
): Promise<boolean> {
  const begun = await db
    .insertInto("secondFactor")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column("personId")
        .doUpdateSet({ sealedSecret: row.sealedSecret, createdAt: row.createdAt })
        .where("secondFactor.confirmedAt", "is", null),
    )
    .executeTakeFirst();
  return begun.numInsertedOrUpdatedRows === 1n;
}

/** Consumes a time step; false if it, or a later one, was used before. */
export async function spendStep(
  trx: DatabaseTransaction,
  use: { readonly personId: string; readonly step: number },
): Promise<boolean> {
  const used = await trx
    .updateTable("secondFactor")
    .set({ lastStep: use.step })
    .where("personId", "=", use.personId)
    .where("lastStep", "<", use.step)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Confirms an enrolment and stores its recovery codes. */
export async function confirmSecondFactor(
  trx: DatabaseTransaction,
  options: { readonly personId: string; readonly codeHashes: readonly Buffer[]; readonly at: Date },
): Promise<void> {
  const { personId, codeHashes, at } = options;
  await trx.updateTable("secondFactor").set({ confirmedAt: at }).where("personId", "=", personId).execute();
  await replaceRecoveryCodes(trx, personId, codeHashes);
}

/** Replaces all recovery codes. */
export async function replaceRecoveryCodes(
  trx: DatabaseTransaction,
  personId: string,
  codeHashes: readonly Buffer[],
): Promise<void> {
  await trx.deleteFrom("recoveryCode").where("personId", "=", personId).execute();
  await trx
    .insertInto("recoveryCode")
    .values(codeHashes.map((codeSha256) => ({ personId, codeSha256 })))
    .execute();
}

/** Stores a new secret beside the active one, until it is confirmed by a code; false if there is no active one. */
export async function keepPendingSecret(
  db: Database,
  options: { readonly personId: string; readonly sealed: Buffer; readonly at: Date },
): Promise<boolean> {
  const kept = await db
    .updateTable("secondFactor")
    .set({ pendingSealedSecret: options.sealed, pendingAt: options.at })
    .where("personId", "=", options.personId)
    .where("confirmedAt", "is not", null)
    .executeTakeFirst();
  return kept.numUpdatedRows === 1n;
}

/** Replaces the active secret by the pending one; false if a concurrent call did, or none is pending. */
export async function replaceSecret(
  trx: DatabaseTransaction,
  options: { readonly personId: string; readonly step: number; readonly at: Date },
): Promise<boolean> {
  const replaced = await trx
    .updateTable("secondFactor")
    .set((eb) => ({
      sealedSecret: eb.fn.coalesce("pendingSealedSecret", "sealedSecret"),
      pendingSealedSecret: null,
      pendingAt: null,
      confirmedAt: options.at,
      lastStep: options.step,
    }))
    .where("personId", "=", options.personId)
    .where("pendingSealedSecret", "is not", null)
    .executeTakeFirst();
  return replaced.numUpdatedRows === 1n;
}

/** Deletes a person's second factor with its recovery codes. Returns whether there was one. */
export async function dropSecondFactor(trx: DatabaseTransaction, personId: string): Promise<boolean> {
  await trx.deleteFrom("recoveryCode").where("personId", "=", personId).execute();
  const dropped = await trx.deleteFrom("secondFactor").where("personId", "=", personId).executeTakeFirst();
  return dropped.numDeletedRows === 1n;
}

/** Consumes a recovery code; false if it is unknown or used. */
export async function spendRecoveryCode(
  trx: DatabaseTransaction,
  use: { readonly personId: string; readonly codeSha256: Buffer; readonly at: Date },
): Promise<boolean> {
  const used = await trx
    .updateTable("recoveryCode")
    .set({ usedAt: use.at })
    .where("personId", "=", use.personId)
    .where("codeSha256", "=", use.codeSha256)
    .where("usedAt", "is", null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Records that a session has given the second factor. */
export async function markSessionGiven(trx: DatabaseTransaction, sessionId: string, at: Date): Promise<void> {
  await trx.updateTable("session").set({ secondFactorAt: at }).where("id", "=", sessionId).execute();
}

/** Deletes a person's second factor, which forces a new enrolment, and ends their sessions. Returns whether there was one. */
export async function removeSecondFactor(trx: DatabaseTransaction, personId: string, at: Date): Promise<boolean> {
  const isRemoved = await dropSecondFactor(trx, personId);
  await trx
    .updateTable("session")
    .set({ endedAt: at })
    .where("personId", "=", personId)
    .where("endedAt", "is", null)
    .execute();
  return isRemoved;
}
