import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** A source address of a tenant's trunk in the list of the installation's administrator. */
export interface TrunkAddress {
  readonly address: string;
  /** The name of the trunk. */
  readonly trunk: string;
  readonly approvedAt: Date | null;
  readonly approver: string | null;
  /** Names of other tenants that entered the address. */
  readonly claimants: readonly string[];
}

/** Lists the source addresses of a tenant's trunks, waiting ones first. A tenant has at most 200 trunks of 20 addresses. */
export async function tenantTrunkAddresses(db: Database, tenantId: string): Promise<readonly TrunkAddress[]> {
  const { rows } = await sql<TrunkAddress>`select * from tenant_trunk_addresses(${tenantId}::uuid)`.execute(db);
  return rows;
}

/** Returns the trunk of an address and whether the address is approved, locked; undefined when the tenant has no such address. */
export async function lockTrunkAddress(
  trx: DatabaseTransaction,
  address: string,
): Promise<{ readonly trunkId: string; readonly approvedAt: Date | null } | undefined> {
  return trx
    .selectFrom("trunkAddress")
    .select(["trunkId", "approvedAt"])
    .where("address", "=", address)
    .forUpdate()
    .executeTakeFirst();
}

/** Writes or removes the approval of an address that was locked before. */
export async function updateApproval(
  trx: DatabaseTransaction,
  address: string,
  approval: { readonly approvedAt: Date; readonly approvedBy: string } | null,
): Promise<void> {
  await trx
    .updateTable("trunkAddress")
    .set(approval ?? { approvedAt: null, approvedBy: null })
    .where("address", "=", address)
    .execute();
}

/** Replaces the source addresses of a trunk. Addresses that stay keep their approval; the only tenant of an installation needs none. */
export async function saveTrunkAddresses(
  trx: DatabaseTransaction,
  trunk: { readonly id: string; readonly tenantId: string },
  saved: { readonly addresses: readonly string[]; readonly at: Date },
): Promise<void> {
  const addresses = sql`${[...saved.addresses]}::text[]::inet[]`;
  await sql`delete from trunk_address where trunk_id = ${trunk.id} and address <> all(${addresses})`.execute(trx);
  await sql`insert into trunk_address (address, trunk_id, tenant_id, approved_at)
    select distinct n.address, ${trunk.id}::uuid, ${trunk.tenantId}::uuid,
      case when not exists (select from tenant t where t.id <> ${trunk.tenantId}::uuid) then ${saved.at}::timestamptz end
    from unnest(${addresses}) as n(address) where not exists (
      select from trunk_address o where o.trunk_id = ${trunk.id} and o.address = n.address)`.execute(trx);
}
