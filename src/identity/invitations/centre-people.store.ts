import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { CONTENT_READER } from "../content-access/content-grant.ts";
import { emailKey } from "../people.store.ts";
import { peopleLock } from "./people-lock.ts";

const CENTRE_PEOPLE_MAX = 1_000;

/** Everyone with a role in a call centre now, by name; who has two roles is there twice. */
export async function listCentrePeople(db: Database, tenantId: string) {
  return (
    db
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .select(["m.id", "m.personId", "m.role", "m.grantedAt", "p.name", "p.email"])
      .where("m.tenantId", "=", tenantId)
      .where("m.endedAt", "is", null)
      // Whoever may look for some hours is none of its people.
      .where("m.role", "!=", CONTENT_READER)
      .where("p.disabledAt", "is", null)
      .orderBy("p.name")
      .orderBy("m.id")
      .limit(CENTRE_PEOPLE_MAX)
      .execute()
  );
}

/** True when the person of an address holds a role in a call centre already. */
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

/** Whether there is such a call centre. */
export async function callCentreState(db: Database, tenantId: string): Promise<"open" | "closed" | "unknown"> {
  const row = await db.selectFrom("tenant").select("closedAt").where("id", "=", tenantId).executeTakeFirst();
  if (row === undefined) return "unknown";
  return row.closedAt === null ? "open" : "closed";
}

/** The name of a call centre. */
export async function centreName(trx: DatabaseTransaction, tenantId: string): Promise<string> {
  const { name } = await trx.selectFrom("tenant").select("name").where("id", "=", tenantId).executeTakeFirstOrThrow();
  return name;
}

/**
 * Somebody's role in a call centre, once no other transaction can change who administers it. Undefined when it ended, or is
 * none there.
 */
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

/** Keeps who administers a call centre as it is until the transaction ends; no sheet of people is written meanwhile. */
export async function lockCentre(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await trx.selectFrom("tenant").select("id").where("id", "=", tenantId).forShare().execute();
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${peopleLock(tenantId)}, 0))`.execute(trx);
}

/** Administrators of a call centre that can still log in, besides one. */
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
