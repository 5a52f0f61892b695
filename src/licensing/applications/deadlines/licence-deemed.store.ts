import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Reading } from "../licence.store.ts";

/** The latest proposal to count the documents of a case as verified; undefined if the ministry was never late. */
export async function findDeemed(db: Reading, applicationId: string) {
  return db
    .selectFrom("licenceDeemed")
    .select(["run", "since", "escalatedAt", "recordedAt"])
    .where("applicationId", "=", applicationId)
    .orderBy("run", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Records that the ministry missed the due date of one run of the processing time; false if it was already recorded. */
export async function noteDeemed(
  trx: DatabaseTransaction,
  noted: {
    readonly applicationId: string;
    readonly run: number;
    readonly since: string;
    readonly at: Date;
    readonly isRecorded: boolean;
  },
): Promise<boolean> {
  const { applicationId, run, since, at, isRecorded } = noted;
  const added = await trx
    .insertInto("licenceDeemed")
    .values({ applicationId, run, since, escalatedAt: at, recordedAt: isRecorded ? at : null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}
