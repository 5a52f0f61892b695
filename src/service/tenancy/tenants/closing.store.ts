import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { TenantStatus } from "./closing.ts";
import { TENANTS_MAX } from "./limits.ts";

/** The time limit of the last statement of a removal, which checks the foreign keys of tables that all call centres share. */
const REMOVAL_MS_MAX = 900_000;

/** A call centre for its closing, locked against admissions of its calls; undefined when it does not exist. */
export async function lockTenantStatus(trx: DatabaseTransaction, id: string): Promise<TenantStatus | undefined> {
  const row = await trx
    .selectFrom("tenant")
    .select(["version", "isDefault", "closedAt", "removedAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { version, isDefault, closedAt, removedAt } = row;
  return { version, isDefault, isClosed: closedAt !== null, isRemoved: removedAt !== null };
}

/** Closes a locked call centre, or reopens it with null. */
export async function writeClosing(
  trx: DatabaseTransaction,
  id: string,
  closing: { readonly at: Date; readonly by: string; readonly removeOn: string } | null,
): Promise<void> {
  const { at = null, by = null, removeOn = null } = closing ?? {};
  await trx
    .updateTable("tenant")
    .set((eb) => ({ closedAt: at, closedBy: by, removeOn, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** The closed call centres. */
export async function closedTenantIds(db: Database): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("tenant")
    .select("id")
    .where("closedAt", "is not", null)
    .limit(TENANTS_MAX)
    .execute();
  return rows.map(({ id }) => id);
}

/** Closed call centres whose day of removal has come by `today` (a local date). */
export async function tenantsToRemove(db: Database, today: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("tenant")
    .select("id")
    .where("closedAt", "is not", null)
    .where("removedAt", "is", null)
    .where("removeOn", "<=", today)
    .orderBy("removeOn")
    .limit(TENANTS_MAX)
    .execute();
  return rows.map(({ id }) => id);
}

/** Removes the people and contents of a closed call centre; false when the database refuses it as too early. */
export async function removeTenant(
  trx: DatabaseTransaction,
  asked: { readonly tenantId: string; readonly today: string; readonly at: Date },
): Promise<boolean> {
  const { tenantId, today, at } = asked;
  await sql`select set_config('statement_timeout', ${String(REMOVAL_MS_MAX)}, true)`.execute(trx);
  const { rows } = await sql<{ readonly isRemoved: boolean }>`
    select remove_closed_tenant(${tenantId}::uuid, ${today}::date, ${at}) as is_removed`.execute(trx);
  return rows[0]?.isRemoved ?? false;
}
