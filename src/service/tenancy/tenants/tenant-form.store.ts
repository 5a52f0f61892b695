import { sql } from "kysely";
import { type Database, type DatabaseTransaction, databaseFault } from "../../../platform/database/index.ts";
import { TENANT_FIELDS, type TenantForm } from "./tenant-form.ts";

/** The number of call centres; an advisory lock keeps other transactions from adding one. */
export async function countTenants(trx: DatabaseTransaction): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('tenants', 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("tenant")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Adds a call centre. */
export async function insertTenant(
  trx: Database | DatabaseTransaction,
  row: TenantForm & { readonly id: string; readonly createdAt: Date },
): Promise<void> {
  await trx.insertInto("tenant").values(row).execute();
}

/** The settings of a call centre, locked; undefined when it does not exist. */
export async function lockTenantForm(
  trx: DatabaseTransaction,
  id: string,
): Promise<(TenantForm & { readonly version: number; readonly closedAt: Date | null }) | undefined> {
  const row = await trx
    .selectFrom("tenant")
    .select([...TENANT_FIELDS, "version", "closedAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, timeZone: row.timeZone as TenantForm["timeZone"] };
}

/** Updates a locked call centre; increments its version. */
export async function updateTenant(trx: DatabaseTransaction, id: string, form: TenantForm): Promise<void> {
  await trx
    .updateTable("tenant")
    .set((eb) => ({ ...form, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Whether writing failed because another call centre has the name. */
export function isNameTaken(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault?.state === "23505" && fault.constraint === "tenant_name";
}
