import { type SelectQueryBuilder, sql } from "kysely";
import type { DB } from "../../../db/generated/schema.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { membershipsOf } from "../people.store.ts";
import { DELEGABLE_ROLES, type OfficerFacts } from "./delegation.ts";
import { membershipsInForce } from "./memberships-in-force.ts";
import { type Acting, ROLE_LIST, ROLES } from "./roles.ts";

const OFFICERS_MAX = 500;
const MINISTRY_ROLES = ROLE_LIST.filter((role) => ROLES[role].side === "ministry");

/** A person with the roles in force at `now`; undefined if unknown. */
export async function officerFacts(
  db: Database | DatabaseTransaction,
  personId: string,
  now: Date,
): Promise<OfficerFacts | undefined> {
  const person = await db.selectFrom("person").select(["disabledAt"]).where("id", "=", personId).executeTakeFirst();
  if (person === undefined) return undefined;
  const all = (await membershipsOf(db, [personId])).get(personId) ?? [];
  const { memberships } = membershipsInForce(all, now.getTime());
  return { personId, isDisabled: person.disabledAt !== null, memberships };
}

/** A new delegation. */
export interface NewDelegation {
  readonly id: string;
  readonly personId: string;
  readonly role: string;
  readonly team: string | null;
  readonly acting: Acting;
  readonly actingForPersonId: string | null;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly letterNumber: string;
  readonly reason: string;
  readonly grantedBy: string;
  readonly grantedAt: Date;
}

/** Adds a delegation; false if it overlaps one of the same office, or of the same person in that role. */
export async function insertDelegation(trx: DatabaseTransaction, row: NewDelegation): Promise<boolean> {
  const result = await trx
    .insertInto("membership")
    .values({ ...row, organisationId: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** A delegation that is neither ended nor expired, locked; undefined if there is none. */
export async function findOpenDelegation(trx: DatabaseTransaction, id: string, now: Date) {
  return trx
    .selectFrom("membership")
    .select(["id", "personId", "role", "team", "acting", "actingForPersonId", "validFrom", "validTo"])
    .where("id", "=", id)
    .where("acting", "is not", null)
    .where("endedAt", "is", null)
    .where("validTo", ">", now)
    .forUpdate()
    .executeTakeFirst();
}

/** Ends the Plh. delegations of a person's office when that person leaves the office. Returns the acting officers. */
export async function endDelegationsFor(
  trx: DatabaseTransaction,
  office: { readonly forPersonId: string; readonly role: string; readonly team: string | null },
  end: { readonly by: string; readonly at: Date },
): Promise<readonly { readonly personId: string }[]> {
  return trx
    .updateTable("membership")
    .set({ endedAt: end.at, endedBy: end.by })
    .where("actingForPersonId", "=", office.forPersonId)
    .where("role", "=", office.role)
    .where(sql`coalesce(team, '')`, "=", office.team ?? "")
    .where("acting", "=", "plh")
    .where("endedAt", "is", null)
    .where("validTo", ">", end.at)
    .returning("personId")
    .execute();
}

/** Delegations, latest beginning first: open ones, or all. */
export async function listDelegations(
  db: Database,
  query: { readonly openAt: Date | null; readonly limit: number; readonly offset: number },
) {
  let base = db.selectFrom("membership as m").where("m.acting", "is not", null);
  if (query.openAt !== null) base = base.where("m.endedAt", "is", null).where("m.validTo", ">", query.openAt);
  const items = await withNames(base)
    .orderBy("m.validFrom", "desc")
    .orderBy("m.id", "desc")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const count = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return { total: count.total, items };
}

function withNames(base: SelectQueryBuilder<DB & { m: DB["membership"] }, "m", object>) {
  return base
    .innerJoin("person as p", "p.id", "m.personId")
    .leftJoin("person as f", "f.id", "m.actingForPersonId")
    .leftJoin("person as g", "g.id", "m.grantedBy")
    .select([
      "m.id",
      "m.acting",
      "m.role",
      "m.team",
      "m.personId",
      "p.name as personName",
      "m.actingForPersonId",
      "f.name as forName",
      "m.validFrom",
      "m.validTo",
      "m.letterNumber",
      "m.reason",
      "m.endedAt",
      "g.name as namedBy",
    ]);
}

/** Holders of a delegable office in their own right. */
export async function listOffices(db: Database) {
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.role", "m.team", "m.personId", "p.name"])
    .where("m.role", "in", [...DELEGABLE_ROLES])
    .where("m.acting", "is", null)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .orderBy("p.name")
    .orderBy("p.id")
    .limit(OFFICERS_MAX)
    .execute();
}

/** Officers who could act for another, with their own roles, by name. */
export async function listOfficers(db: Database) {
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["p.id", "p.name", sql<string[]>`array_agg(distinct m.role order by m.role)`.as("roles")])
    .where("m.role", "in", MINISTRY_ROLES)
    .where("m.acting", "is", null)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .groupBy(["p.id", "p.name"])
    .orderBy("p.name")
    .orderBy("p.id")
    .limit(OFFICERS_MAX)
    .execute();
}
