import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { type ReceiptFacts, receiptFactsSchema } from "./receipt-facts.ts";

/** Stages of a receipt. */
export type ReceiptState = "ordered" | "drawn" | "signed" | "published";

/** Adds the receipt of one round of a case. */
export async function insertReceipt(
  trx: DatabaseTransaction,
  receipt: {
    /** Exactly one of the two: an application for an access code, or for a licence. */
    readonly applicationId: string | null;
    readonly licenceApplicationId: string | null;
    readonly organisationId: string;
    readonly secret: string;
    readonly facts: ReceiptFacts;
    readonly orderedAt: Date;
  },
): Promise<void> {
  const { facts, ...row } = receipt;
  await trx
    .insertInto("caseReceipt")
    .values({ ...row, id: facts.receiptId, round: facts.round, facts: JSON.stringify(facts) })
    .execute();
}

/** A receipt by its id, or undefined. */
export async function findReceipt(db: Database, id: string) {
  const row = await db.selectFrom("caseReceipt").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, state: row.state as ReceiptState, facts: receiptFactsSchema.parse(row.facts) };
}

/** A stored receipt. */
export type ReceiptRow = NonNullable<Awaited<ReturnType<typeof findReceipt>>>;

/** Advances a receipt one step; false if a concurrent run came first. */
export async function advanceReceipt(
  trx: Database | DatabaseTransaction,
  step: {
    readonly id: string;
    readonly from: ReceiptState;
    readonly to: ReceiptState;
    readonly change: {
      readonly drawnSha256?: string;
      readonly signedSha256?: string;
      readonly signedAt?: Date;
      readonly publishedAt?: Date;
      readonly fileId?: string;
    };
  },
): Promise<boolean> {
  const moved = await trx
    .updateTable("caseReceipt")
    .set({ ...step.change, state: step.to })
    .where("id", "=", step.id)
    .where("state", "=", step.from)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

/** Locks a receipt that is signed but not published; false if a concurrent run came first. */
export async function lockSigned(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom("caseReceipt")
    .select("id")
    .where("id", "=", id)
    .where("state", "=", "signed")
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}
