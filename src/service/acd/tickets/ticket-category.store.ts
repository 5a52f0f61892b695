import { sql } from "kysely";
import { type DatabaseTransaction, databaseFault } from "../../../platform/database/index.ts";
import type { Promises } from "./contract.ts";
import { LIMITS } from "./ticket-limits.shared.ts";

/** The categories of the transaction's tenant by name, with the version of their hours that is in force. */
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
  // Written by this program from promises of this shape.
  return rows.map(({ promises, ...row }) => ({ ...row, promises: promises as unknown as Promises }));
}

/** A category that tickets are opened in; undefined when there is none. */
export async function findCategory(trx: DatabaseTransaction, id: string) {
  return (await listCategories(trx)).find((row) => row.id === id);
}

/** Whether there are such hours that were not ended. */
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

/** Adds a category; throws when its name is taken (see `isCategoryNameTaken`). */
export async function insertCategory(
  trx: DatabaseTransaction,
  {
    promises,
    at: createdAt,
    ...row
  }: CategoryValues & { readonly id: string; readonly tenantId: string; readonly at: Date },
): Promise<void> {
  await trx
    .insertInto("ticketCategory")
    .values({ ...row, createdAt, promises: JSON.stringify(promises) })
    .execute();
}

/** Writes a category over the version that was read; how many rows that was: none where somebody was first or there is none. */
export async function writeCategory(
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

/** Ends a category; its tickets keep it. False when there is none. */
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

/** Whether a fault says that another category has this name. */
export function isCategoryNameTaken(error: unknown): boolean {
  return databaseFault(error)?.constraint === "ticket_category_name";
}

/** How a call centre's tickets are told of and closed. */
export interface TicketSetting {
  readonly page: string;
  readonly assigneePercent: number;
  readonly supervisorPercent: number;
  readonly administratorPercent: number;
  readonly closeAfterDays: number;
  readonly version: number;
}

/** The setting of the transaction's tenant; made with a page of its own at the first look. */
export async function ticketSetting(
  trx: DatabaseTransaction,
  made: { readonly tenantId: string; readonly page: string },
): Promise<TicketSetting> {
  const find = () =>
    trx
      .selectFrom("ticketSetting")
      .select(["page", "assigneePercent", "supervisorPercent", "administratorPercent", "closeAfterDays", "version"])
      .executeTakeFirst();
  const known = await find();
  if (known !== undefined) return known;
  await trx
    .insertInto("ticketSetting")
    .values(made)
    .onConflict((conflict) => conflict.column("tenantId").doNothing())
    .execute();
  const row = await find();
  if (row === undefined) throw new Error("a setting that was made is not there");
  return row;
}

/** Writes a setting over the version that was read; false when somebody was first. */
export async function writeSetting(
  trx: DatabaseTransaction,
  { expectedVersion, ...row }: Omit<TicketSetting, "page" | "version"> & { readonly expectedVersion: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("ticketSetting")
    .set({ ...row, version: expectedVersion + 1 })
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Holds the numbers of the transaction's tenant until it ends: whoever opens at the same moment waits, and sees what was opened. */
export async function holdNumbers(trx: DatabaseTransaction): Promise<void> {
  await trx.selectFrom("ticketSetting").select("lastNumber").forUpdate().executeTakeFirstOrThrow();
}

/** The next number of the transaction's tenant, which is held (see `holdNumbers`), so that none is left out. */
export async function takeNumber(trx: DatabaseTransaction): Promise<number> {
  const { lastNumber } = await trx
    .updateTable("ticketSetting")
    .set((eb) => ({ lastNumber: eb("lastNumber", "+", 1) }))
    .returning("lastNumber")
    .executeTakeFirstOrThrow();
  return lastNumber;
}
