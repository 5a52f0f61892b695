import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { readLicencePromise } from "../deadlines/licence-promise.ts";
import type { LicenceRow } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import type { CaseDossier } from "../licence-facts.effects.ts";

/** Orders the receipt of a submission or correction that was just accepted; `row` is the case after it. */
export async function orderLicenceReceipt(
  { orderReceipt }: Pick<LicenceDependencies, "orderReceipt">,
  trx: DatabaseTransaction,
  handedIn: { readonly row: LicenceRow; readonly papers: CaseDossier; readonly at: Date },
): Promise<void> {
  const { row, papers, at } = handedIn;
  const reading = readLicencePromise(row, at.getTime());
  const form = papers.content.form as unknown as Json;
  await orderReceipt(trx, {
    applicationId: row.id,
    subject: "licence",
    organisation: { id: row.organisation.id, name: row.organisation.name },
    number: row.number ?? "",
    round: row.round,
    receivedAt: at,
    code: "",
    fileIds: papers.slots.map(({ fileId }) => fileId),
    formSha256: createHash("sha256").update(canonicalJson(form)).digest("hex"),
    promise: reading === null ? null : { dueDate: reading.dueDate, workingDays: reading.workingDays },
    ruleVersion: row.ruleVersion,
  });
}

/** The stamped receipts of a case that are ready, the submission's first. */
export async function listLicenceReceipts(db: Database | DatabaseTransaction, licenceApplicationId: string) {
  const rows = await db
    .selectFrom("caseReceipt")
    .select(["fileId", "round", "orderedAt"])
    .where("licenceApplicationId", "=", licenceApplicationId)
    .where("state", "=", "published")
    .orderBy("round")
    .limit(20)
    .execute();
  return rows.flatMap(({ fileId, round, orderedAt }) =>
    fileId === null ? [] : [{ fileId, round, at: orderedAt.toISOString() }],
  );
}

/** The commitment decree of a case, if there is one. */
export async function findCommitmentDecree(db: Database | DatabaseTransaction, licenceApplicationId: string) {
  return db
    .selectFrom("decree")
    .select(["id", "number", "state"])
    .where("licenceApplicationId", "=", licenceApplicationId)
    .where("kind", "=", "commitment")
    .executeTakeFirst();
}
