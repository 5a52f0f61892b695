import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** The second factor of a person, begun or confirmed. */
export async function findSecondFactor(db: Database | DatabaseTransaction, personId: string) {
  return db
    .selectFrom("secondFactor")
    .select(["sealedSecret", "confirmedAt", "lastStep", "pendingSealedSecret"])
    .where("personId", "=", personId)
    .executeTakeFirst();
}

/** Begins an enrolment, in place of one that was not confirmed; false when one was. */
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

/** Uses up a time step; false when it, or a later one, was used before. */
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

/** Confirms an enrolment and puts its recovery codes in place. */
export async function confirmSecondFactor(
  trx: DatabaseTransaction,
  options: { readonly personId: string; readonly codeHashes: readonly Buffer[]; readonly at: Date },
): Promise<void> {
  const { personId, codeHashes, at } = options;
  await trx.updateTable("secondFactor").set({ confirmedAt: at }).where("personId", "=", personId).execute();
  await replaceRecoveryCodes(trx, personId, codeHashes);
}

/** Puts new recovery codes in the place of all old ones. */
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

/** Keeps a new secret beside the one in use, until a code of it is given; false when there is none in use. */
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

/** Puts the waiting secret in the place of the one in use; false when another call did, or none waits. */
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

/** Forgets a person's second factor with its recovery codes. Returns whether there was one. */
export async function dropSecondFactor(trx: DatabaseTransaction, personId: string): Promise<boolean> {
  await trx.deleteFrom("recoveryCode").where("personId", "=", personId).execute();
  const dropped = await trx.deleteFrom("secondFactor").where("personId", "=", personId).executeTakeFirst();
  return dropped.numDeletedRows === 1n;
}

/** Uses up a recovery code; false when there is no such code, or it was used. */
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

/** Marks a session as having given the second factor. */
export async function markSessionGiven(trx: DatabaseTransaction, sessionId: string, at: Date): Promise<void> {
  await trx.updateTable("session").set({ secondFactorAt: at }).where("id", "=", sessionId).execute();
}

/** Takes a person's second factor away, so that he enrols anew, and ends his sessions. Returns whether there was one. */
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
