import type { Database } from "../../../platform/database/index.ts";
import { TENANTS_MAX } from "./limits.ts";

/** The ids of all tenants. */
export async function tenantIds(db: Database): Promise<readonly string[]> {
  const rows = await db.selectFrom("tenant").select("id").orderBy("createdAt").limit(TENANTS_MAX).execute();
  return rows.map(({ id }) => id);
}

/** The tenant everything belongs to until there are more; made when there is none. Two starters make one. */
export async function defaultTenant(
  db: Database,
  made: { readonly id: string; readonly name: string; readonly at: Date },
): Promise<string> {
  await db
    .insertInto("tenant")
    .values({ id: made.id, name: made.name, isDefault: true, createdAt: made.at })
    // Its name is unique too: with one index named, a process that starts at the same time may violate the other one.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom("tenant").select("id").where("isDefault", "=", true).executeTakeFirstOrThrow();
  return row.id;
}
