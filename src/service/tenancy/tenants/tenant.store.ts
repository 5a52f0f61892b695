import type { Database } from "../../../platform/database/index.ts";
import { TENANTS_MAX } from "./limits.ts";

/** The ids of all tenants. */
export async function tenantIds(db: Database): Promise<readonly string[]> {
  const rows = await db.selectFrom("tenant").select("id").orderBy("createdAt").limit(TENANTS_MAX).execute();
  return rows.map(({ id }) => id);
}

/** The tenant of a new installation, created when there is none. Two processes that start at once create only one. */
export async function defaultTenant(
  db: Database,
  made: { readonly id: string; readonly name: string; readonly at: Date },
): Promise<string> {
  await db
    .insertInto("tenant")
    .values({ id: made.id, name: made.name, isDefault: true, createdAt: made.at })
    // Its name is unique too: with one conflict target named, a concurrent start could violate the other index.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom("tenant").select("id").where("isDefault", "=", true).executeTakeFirstOrThrow();
  return row.id;
}
