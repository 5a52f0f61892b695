import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** The call centres that have an alert which is on. */
export async function alertTenants(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly tenantId: string }>`select tenant_id from alert_tenants()`.execute(db);
  return rows.map(({ tenantId }) => tenantId);
}

/** How many calls the lines of the transaction's tenant carry at once: their channels, within the limit of the call centre. */
export async function channelsOf(trx: DatabaseTransaction, tenantId: string): Promise<number> {
  const { rows } = await sql<{ readonly channels: number }>`
    select least(t.channels_max, coalesce((select sum(channels_max)::int from trunk where ended_at is null and is_on), 0))
      as channels
    from tenant t where t.id = ${tenantId}::uuid`.execute(trx);
  return rows[0]?.channels ?? 0;
}
