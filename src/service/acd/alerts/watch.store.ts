import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** The call centres with an alert that is on. */
export async function alertTenants(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly tenantId: string }>`select tenant_id from alert_tenants()`.execute(db);
  return rows.map(({ tenantId }) => tenantId);
}

/** How many simultaneous calls the trunks of the transaction's tenant carry: their channels, within the limit of the call centre. */
export async function channelsOf(trx: DatabaseTransaction, tenantId: string): Promise<number> {
  const { rows } = await sql<{ readonly channels: number }>`
    select least(t.channels_max, coalesce((select sum(channels_max)::int from trunk where ended_at is null and is_on), 0))
      as channels
    from tenant t where t.id = ${tenantId}::uuid`.execute(trx);
  return rows[0]?.channels ?? 0;
}

/** The amount left for SMS: of the balance, or of the monthly limit; null without a limit. */
export async function smsLeftOf(
  trx: DatabaseTransaction,
  { tenantId, nowMs }: { readonly tenantId: string; readonly nowMs: number },
): Promise<number | null> {
  const { rows } = await sql<{ readonly leftRupiah: number | null }>`
    select case when b.mode = 'prepaid' then b.balance_rupiah when b.credit_max_rupiah is not null then greatest(0, b.credit_max_rupiah - case
      when b.month = date_trunc('month', ${new Date(nowMs)}::timestamptz at time zone t.time_zone)::date then b.month_rupiah else 0 end) end
      as left_rupiah
    from sms_balance b join tenant t on t.id = b.tenant_id where b.tenant_id = ${tenantId}::uuid`.execute(trx);
  return rows[0]?.leftRupiah ?? null;
}
