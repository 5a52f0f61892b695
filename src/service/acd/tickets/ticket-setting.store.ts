import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** Escalation and closing of a tenant's tickets. */
export interface TicketSetting {
  readonly page: string;
  readonly assigneePercent: number;
  readonly supervisorPercent: number;
  readonly administratorPercent: number;
  readonly closeAfterDays: number;
  readonly version: number;
}

/** The settings of the transaction's tenant; the first read inserts them with a new public page. */
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
  if (row === undefined) throw new Error("inserted ticket settings were not found");
  return row;
}

/** Updates the settings at the version that was read; false when they have changed since. */
export async function updateSetting(
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

/** Locks the ticket numbers of the transaction's tenant until it ends: concurrent transactions wait, and then see the new ticket. */
export async function holdNumbers(trx: DatabaseTransaction): Promise<void> {
  await trx.selectFrom("ticketSetting").select("lastNumber").forUpdate().executeTakeFirstOrThrow();
}

/** The next ticket number of the transaction's tenant, locked by `holdNumbers`, so that numbers have no gaps. */
export async function takeNumber(trx: DatabaseTransaction): Promise<number> {
  const { lastNumber } = await trx
    .updateTable("ticketSetting")
    .set((eb) => ({ lastNumber: eb("lastNumber", "+", 1) }))
    .returning("lastNumber")
    .executeTakeFirstOrThrow();
  return lastNumber;
}
