import type { Database, DatabaseTransaction } from "../platform/database/index.ts";

/** The second factor of a person, begun or confirmed. */
export async function findSecondFactor(db: Database | DatabaseTransaction, personId: string) {
  return db
    .selectFrom("secondFactor")
    .select(["sealedSecret", "confirmedAt", "lastStep"])
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
  await trx.deleteFrom("recoveryCode").where("personId", "=", personId).execute();
  await trx
    .insertInto("recoveryCode")
    .values(codeHashes.map((codeSha256) => ({ personId, codeSha256 })))
    .execute();
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
  await trx.deleteFrom("recoveryCode").where("personId", "=", personId).execute();
  const removed = await trx.deleteFrom("secondFactor").where("personId", "=", personId).executeTakeFirst();
  await trx
    .updateTable("session")
    .set({ endedAt: at })
    .where("personId", "=", personId)
    .where("endedAt", "is", null)
    .execute();
  return removed.numDeletedRows === 1n;
}
