import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** A taken lease: the fence of its new owner, and the last heartbeat of the previous one; null for none. */
export interface TakenLease {
  readonly fence: number;
  readonly lastSignAt: Date | null;
}

/**
 * Takes the lease of the transaction's tenant if it has expired by the clock of the database. The row lock serialises owners, and lets a write of the previous
 * owner finish first.
 */
export async function takeLease(
  trx: DatabaseTransaction,
  wish: { readonly tenantId: string; readonly switchId: string; readonly leaseMs: number },
): Promise<TakenLease | undefined> {
  const { tenantId, switchId, leaseMs } = wish;
  const made = await sql`
    insert into acd_lease (tenant_id, switch_id, fence, taken_at, renewed_at, expires_at)
    values (${tenantId}::uuid, ${switchId}::uuid, 1, clock_timestamp(), clock_timestamp(), ${untilSql(leaseMs)})
    on conflict (tenant_id) do nothing`.execute(trx);
  if (made.numAffectedRows === 1n) return { fence: 1, lastSignAt: null };
  const before = await sql<{ readonly renewedAt: Date }>`
    select renewed_at from acd_lease where tenant_id = ${tenantId}::uuid and expires_at < clock_timestamp()
    for update skip locked`.execute(trx);
  const [ranOut] = before.rows;
  if (ranOut === undefined) return undefined;
  const taken = await sql<{ readonly fence: number }>`
    update acd_lease set switch_id = ${switchId}::uuid, fence = fence + 1, taken_at = clock_timestamp(),
      renewed_at = clock_timestamp(), expires_at = ${untilSql(leaseMs)}
    where tenant_id = ${tenantId}::uuid returning fence`.execute(trx);
  const [own] = taken.rows;
  return own === undefined ? undefined : { fence: own.fence, lastSignAt: ranOut.renewedAt };
}

/** What an owner states about its lease. */
export interface OwnLease {
  readonly tenantId: string;
  readonly fence: number;
}

/** Renews a lease; false when another owner has taken it. A lease that ran out and was not taken is renewed. */
export async function renewLease(trx: DatabaseTransaction, lease: OwnLease & { readonly leaseMs: number }) {
  const renewed = await sql`
    update acd_lease set renewed_at = clock_timestamp(), expires_at = ${untilSql(lease.leaseMs)}
    where tenant_id = ${lease.tenantId}::uuid and fence = ${lease.fence}`.execute(trx);
  return renewed.numAffectedRows === 1n;
}

/** Releases a lease, so that the next owner need not wait. */
export async function releaseLease(trx: DatabaseTransaction, lease: OwnLease): Promise<void> {
  await sql`
    update acd_lease set renewed_at = clock_timestamp(), expires_at = clock_timestamp()
    where tenant_id = ${lease.tenantId}::uuid and fence = ${lease.fence}`.execute(trx);
}

/** Whether a lease is still held under this fence; locked until the transaction ends. */
export async function holdsLease(trx: DatabaseTransaction, lease: OwnLease): Promise<boolean> {
  const held = await sql`
    select from acd_lease where tenant_id = ${lease.tenantId}::uuid and fence = ${lease.fence} for share`.execute(trx);
  return held.rows.length === 1;
}

function untilSql(leaseMs: number) {
  return sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8)`;
}
