import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Promises } from "./contract.ts";
import { LIMITS } from "./ticket-limits.shared.ts";

/** Categories of the transaction's tenant by name, with the current version of their opening hours. */
export async function listCategories(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("ticketCategory as c")
    .innerJoin("namedHours as h", "h.id", "c.hoursId")
    .select(["c.id", "c.name", "c.hoursId", "h.name as hoursName", "h.version as hoursVersion"])
    .select(["c.promises", "c.version"])
    .where("c.endedAt", "is", null)
    .orderBy(sql`lower(c.name)`)
    .limit(LIMITS.categories)
    .execute();
  // Only this application writes the column, with SLA targets of this shape.
  return rows.map(({ promises, ...row }) => ({ ...row, promises: promises as unknown as Promises }));
}

/** A category that has not ended; undefined when it does not exist. */
export async function findCategory(trx: DatabaseTransaction, id: string) {
  return (await listCategories(trx)).find((row) => row.id === id);
}

/** Whether opening hours exist and have not ended. */
export async function hasHours(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom("namedHours")
    .select("id")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

interface CategoryValues {
  readonly name: string;
  readonly hoursId: string;
  readonly promises: Promises;
}

/** Inserts a category; violates `ticket_category_name` when the name is taken. */
export async function insertCategory(
  trx: DatabaseTransaction,
  { promises, ...row }: CategoryValues & { readonly id: string; readonly tenantId: string; readonly createdAt: Date },
): Promise<void> {
  await trx
    .insertInto("ticketCategory")
    .values({ ...row, promises: JSON.stringify(promises) })
    .execute();
}

/** Updates a category at the version that was read; false when it has changed since or does not exist. */
export async function updateCategory(
  trx: DatabaseTransaction,
  { id, expectedVersion, promises, ...row }: CategoryValues & { readonly id: string; readonly expectedVersion: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("ticketCategory")
    .set({ ...row, promises: JSON.stringify(promises), version: expectedVersion + 1 })
    .where("id", "=", id)
    .where("version", "=", expectedVersion)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends a category; its tickets keep it. False when it does not exist. */
export async function endCategory(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("ticketCategory")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
