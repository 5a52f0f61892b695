import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

const COLLEAGUES_MAX = 200;

/** All people who act for a company now, longest first. */
export async function listColleagues(db: Database, asked: { readonly organisationId: string; readonly now: Date }) {
  const { organisationId, now } = asked;
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.id", "m.personId", "m.role", "m.grantedAt", "p.name", "p.email"])
    .where("m.organisationId", "=", organisationId)
    .where("m.endedAt", "is", null)
    .where((eb) => eb.or([eb("m.validFrom", "is", null), eb("m.validFrom", "<=", now)]))
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", now)]))
    .where("p.disabledAt", "is", null)
    .orderBy("m.grantedAt")
    .orderBy("m.id")
    .limit(COLLEAGUES_MAX)
    .execute();
}

/** True if the person of an address already acts for a company. */
export async function isColleague(
  trx: DatabaseTransaction,
  options: { readonly emailKey: string; readonly organisationId: string },
): Promise<boolean> {
  const held = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select("m.id")
    .where("p.emailKey", "=", options.emailKey)
    .where("m.organisationId", "=", options.organisationId)
    .where("m.role", "in", ["applicant-owner", "applicant-staff"])
    .where("m.endedAt", "is", null)
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

/** A person's role in a company, after locking its owners against concurrent changes. Undefined if it has ended or belongs to no company. */
export async function lockColleague(trx: DatabaseTransaction, membershipId: string) {
  const row = await findColleague(trx, membershipId);
  if (row === undefined) return undefined;
  await trx.selectFrom("organisation").select("id").where("id", "=", row.organisationId).forNoKeyUpdate().execute();
  return findColleague(trx, membershipId);
}

/** Locks a company's members until the transaction ends: a transfer and the end of a role lock the same row. */
export async function lockCompany(trx: DatabaseTransaction, organisationId: string): Promise<void> {
  await trx.selectFrom("organisation").select("id").where("id", "=", organisationId).forShare().execute();
}

async function findColleague(trx: DatabaseTransaction, membershipId: string) {
  return trx
    .selectFrom("membership as m")
    .innerJoin("organisation as o", "o.id", "m.organisationId")
    .select(["m.id", "m.personId", "m.role", "o.id as organisationId", "o.name as organisationName"])
    .where("m.id", "=", membershipId)
    .where("m.endedAt", "is", null)
    .executeTakeFirst();
}

/** Number of other owners of a company who can still log in. */
export async function countOtherOwners(
  trx: DatabaseTransaction,
  options: { readonly organisationId: string; readonly membershipId: string },
): Promise<number> {
  const { count } = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(sql<number>`count(*)`.as("count"))
    .where("m.organisationId", "=", options.organisationId)
    .where("m.role", "=", "applicant-owner")
    .where("m.id", "!=", options.membershipId)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}
