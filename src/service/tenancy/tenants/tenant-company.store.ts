import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { TENANTS_MAX } from "./limits.ts";
import type { TenantForm } from "./tenant-form.ts";

/** The maximum of offered companies. */
const COMPANIES_MAX = 500;

interface Company {
  readonly id: string;
  readonly name: string;
  readonly codes: number;
}

const CODES = sql`(select count(*)::int from access_code a where a.holder_organisation_id = o.id and a.state = 'active')`;

/** A call centre with its usage. */
export interface ListedTenant extends TenantForm {
  readonly id: string;
  readonly isDefault: boolean;
  readonly closing: { readonly closedAt: string; readonly removeOn: string; readonly isRemoved: boolean } | null;
  readonly version: number;
  readonly company: Company | null;
  readonly served: number;
  readonly usage: {
    readonly calls: number;
    readonly phones: number;
    readonly agents: number;
    readonly lines: number;
    readonly administrators: number;
    readonly spentRupiah: number;
    readonly storedBytes: number;
  };
  /** Source addresses of its trunks that wait for approval. */
  readonly waitingAddresses: number;
}

/** The call centres of the installation, the first one first. */
export async function listTenants(db: Database, now: Date): Promise<readonly ListedTenant[]> {
  const { rows } =
    await sql<ListedTenant>`select t.id, t.name, t.is_default, t.time_zone, t.channels_max, t.spending_max_rupiah, t.storage_max_bytes,
      t.price_national, t.price_short, t.price_abroad, t.price_premium, t.version, u.served,
      coalesce(w.waiting, 0) as waiting_addresses,
      case when t.closed_at is null then null else jsonb_build_object('closedAt', t.closed_at, 'removeOn', t.remove_on,
        'isRemoved', t.removed_at is not null) end as closing,
      case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name, 'codes', ${CODES}) end as company,
      jsonb_build_object('calls', u.calls, 'phones', u.phones, 'agents', u.agents, 'lines', u.lines,
        'administrators', u.administrators, 'spentRupiah', u.spent_rupiah, 'storedBytes', u.stored_bytes) as usage
    from tenant t join tenant_usage(${now}) u on u.tenant_id = t.id
    left join waiting_trunk_addresses() w on w.tenant_id = t.id left join organisation o on o.id = t.organisation_id
    order by t.is_default desc, t.created_at limit ${TENANTS_MAX}::int`.execute(db);
  return rows;
}

/** Verified companies that hold active codes and are tied to no call centre. */
export async function companiesToTie(db: Database): Promise<readonly Company[]> {
  const { rows } = await sql<Company>`select o.id, o.name, ${CODES} as codes from organisation o
    where o.state = 'verified' and ${CODES} > 0 and not exists (select from tenant t where t.organisation_id = o.id)
    order by o.name limit ${COMPANIES_MAX}::int`.execute(db);
  return rows;
}

/** A call centre with its company, locked; undefined when it does not exist. */
export async function lockTenant(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("tenant")
    .select(["id", "organisationId", "closedAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether a company is verified and holds an active code. */
export async function isFitCompany(trx: DatabaseTransaction, organisationId: string): Promise<boolean> {
  const { rows } = await sql`select from organisation o where o.id = ${organisationId}::uuid and o.state = 'verified'
    and ${CODES} > 0`.execute(trx);
  return rows.length > 0;
}

/** Ties the transaction's tenant to a company or to none, and takes the codes of the former company out of service. */
export async function tieTenant(
  trx: DatabaseTransaction,
  tie: { readonly id: string; readonly organisationId: string | null },
): Promise<void> {
  await trx.updateTable("tenant").set({ organisationId: tie.organisationId }).where("id", "=", tie.id).execute();
  await sql`delete from service_number n using number_mode m
    where m.code = n.code and m.source = 'licensing' and m.organisation_id is distinct from ${tie.organisationId}::uuid`.execute(
    trx,
  );
}

/** Ties the first call centre to a fictitious company of a trial, if it is tied to none. */
export async function tieFirstTenant(db: Database, organisationId: string): Promise<void> {
  await db
    .updateTable("tenant")
    .set({ organisationId })
    .where("isDefault", "=", true)
    .where("organisationId", "is", null)
    .execute();
}
