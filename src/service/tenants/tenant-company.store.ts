import { sql } from "kysely";
import { type Database, type DatabaseTransaction, databaseFault } from "../../platform/database/index.ts";
import { TENANTS_MAX } from "./limits.ts";

/** Companies that are offered at the most. */
const COMPANIES_MAX = 500;

interface Company {
  readonly id: string;
  readonly name: string;
  readonly codes: number;
}

const CODES = sql`(select count(*)::int from access_code a where a.holder_organisation_id = o.id and a.state = 'active')`;

/** The call centres of the installation, the first one first. */
export async function listTenants(db: Database): Promise<
  readonly {
    readonly id: string;
    readonly name: string;
    readonly isDefault: boolean;
    readonly company: Company | null;
  }[]
> {
  const { rows } = await sql<{
    readonly id: string;
    readonly name: string;
    readonly isDefault: boolean;
    readonly company: Company | null;
  }>`select t.id, t.name, t.is_default,
      case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name, 'codes', ${CODES}) end as company
    from tenant t left join organisation o on o.id = t.organisation_id
    order by t.is_default desc, t.created_at limit ${TENANTS_MAX}::int`.execute(db);
  return rows;
}

/** Codes that the transaction's tenant serves. */
export async function countServed(trx: DatabaseTransaction): Promise<number> {
  const { count } = await trx
    .selectFrom("serviceNumber")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Verified companies that hold active codes and are tied to no call centre. */
export async function companiesToTie(db: Database): Promise<readonly Company[]> {
  const { rows } = await sql<Company>`select o.id, o.name, ${CODES} as codes from organisation o
    where o.state = 'verified' and ${CODES} > 0 and not exists (select from tenant t where t.organisation_id = o.id)
    order by o.name limit ${COMPANIES_MAX}::int`.execute(db);
  return rows;
}

/** A call centre with its company, locked; undefined when there is none. */
export async function lockTenant(trx: DatabaseTransaction, id: string) {
  return trx.selectFrom("tenant").select(["id", "organisationId"]).where("id", "=", id).forUpdate().executeTakeFirst();
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

/** Whether tying failed because the company is tied to another call centre. */
export function isTiedElsewhere(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault?.state === "23505" && fault.constraint === "tenant_organisation";
}

/** Ties the first call centre to a made-up company of a trial, if it is tied to none. */
export async function tieFirstTenant(db: Database, organisationId: string): Promise<void> {
  await db
    .updateTable("tenant")
    .set({ organisationId })
    .where("isDefault", "=", true)
    .where("organisationId", "is", null)
    .execute();
}
