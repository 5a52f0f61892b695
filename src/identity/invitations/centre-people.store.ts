import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { CONTENT_READER } from "../content-access/content-grant.ts";
import { emailKey } from "../people.store.ts";
import { peopleLock } from "./people-lock.ts";

const CENTRE_PEOPLE_MAX = 1_000;

/** All people with a role in a tenant now, by name; one row per role. */
export async function listCentrePeople(db: Database, tenantId: string) {
  return (
    db
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .select(["m.id", "m.personId", "m.role", "m.grantedAt", "p.name", "p.email"])
      .where("m.tenantId", "=", tenantId)
      .where("m.endedAt", "is", null)
      // A person with temporary read access is not a member.
      .where("m.role", "!=", CONTENT_READER)
      .where("p.disabledAt", "is", null)
      .orderBy("p.name")
      .orderBy("m.id")
      .limit(CENTRE_PEOPLE_MAX)
      .execute()
  );
}

/** True if the person of an address already has a role in a tenant. */
export async function isHeldInCentre(
  trx: DatabaseTransaction,
  asked: { readonly email: string; readonly tenantId: string; readonly role: string },
): Promise<boolean> {
  const held = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select("m.id")
    .where("p.emailKey", "=", emailKey(asked.email))
    .where("m.tenantId", "=", asked.tenantId)
    .where("m.role", "=", asked.role)
    .where("m.endedAt", "is", null)
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

/** The state of a tenant. */
export async function callCentreState(db: Database, tenantId: string): Promise<"open" | "closed" | "unknown"> {
  const row = await db.selectFrom("tenant").select("closedAt").where("id", "=", tenantId).executeTakeFirst();
  if (row === undefined) return "unknown";
  return row.closedAt === null ? "open" : "closed";
}

/** The name of a tenant. */
export async function centreName(trx: DatabaseTransaction, tenantId: string): Promise<string> {
  const { name } = await trx.selectFrom("tenant").select("name").where("id", "=", tenantId).executeTakeFirstOrThrow();
  return name;
}

/** A person's role in a tenant, after locking its administrators against concurrent changes. Undefined if it has ended or belongs to another tenant. */
export async function lockCentrePerson(
  trx: DatabaseTransaction,
  asked: { readonly tenantId: string; readonly membershipId: string },
) {
  await trx.selectFrom("tenant").select("id").where("id", "=", asked.tenantId).forNoKeyUpdate().execute();
  return trx
    .selectFrom("membership as m")
    .innerJoin("tenant as t", "t.id", "m.tenantId")
    .select(["m.id", "m.personId", "m.role", "t.name as centreName"])
    .where("m.id", "=", asked.membershipId)
    .where("m.tenantId", "=", asked.tenantId)
    .where("m.endedAt", "is", null)
    .executeTakeFirst();
}

/** Locks a tenant's administrators until the transaction ends; blocks a concurrent import of people. */
export async function lockCentre(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await trx.selectFrom("tenant").select("id").where("id", "=", tenantId).forShare().execute();
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${peopleLock(tenantId)}, 0))`.execute(trx);
}

/** Number of other administrators of a tenant who can still log in. */
export async function countOtherAdministrators(
  trx: DatabaseTransaction,
  asked: { readonly tenantId: string; readonly membershipId: string },
): Promise<number> {
  const { count } = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(sql<number>`count(*)`.as("count"))
    .where("m.tenantId", "=", asked.tenantId)
    .where("m.role", "=", "operator-administrator")
    .where("m.id", "!=", asked.membershipId)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}
