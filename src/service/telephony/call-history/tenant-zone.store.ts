import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** The zone in which a tenant's days begin and end (IANA name). */
export async function timeZoneOf(db: Database | DatabaseTransaction, tenantId: string): Promise<string> {
  const row = await db.selectFrom("tenant").select("timeZone").where("id", "=", tenantId).executeTakeFirstOrThrow();
  return row.timeZone;
}
