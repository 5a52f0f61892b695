import { sql } from "kysely";
import { type DatabaseTransaction, databaseFault } from "../../platform/database/index.ts";
import { emailKey } from "../people.store.ts";
import { CONTENT_READER, CONTENT_VIEW_FOLD_MS, type GranteeFacts } from "./content-grant.ts";

const GRANTS_MAX = 100;
const VIEWS_MAX = 200;

/** A person to be granted access, by address, locked; undefined if unknown. */
export async function lockGrantee(
  trx: DatabaseTransaction,
  asked: { readonly email: string; readonly tenantId: string; readonly now: Date },
): Promise<(GranteeFacts & { readonly personId: string }) | undefined> {
  const person = await trx
    .selectFrom("person")
    .select(["id", "emailConfirmedAt", "disabledAt", "isDemo"])
    .where("emailKey", "=", emailKey(asked.email))
    .forUpdate()
    .executeTakeFirst();
  if (person === undefined) return undefined;
  const { rows } = await sql<{ readonly roles: readonly string[]; readonly hasGrant: boolean }>`select
    array(select m.role from membership m where m.person_id = ${person.id}::uuid and m.ended_at is null
      and (m.valid_from is null or m.valid_from <= ${asked.now}) and (m.valid_to is null or m.valid_to > ${asked.now})) as roles,
    exists (select from content_grant g where g.person_id = ${person.id}::uuid and g.tenant_id = ${asked.tenantId}::uuid
      and g.ended_at is null and g.ends_at > ${asked.now}) as has_grant`.execute(trx);
  const { roles = [], hasGrant = false } = rows[0] ?? {};
  const isConfirmed = person.isDemo || person.emailConfirmedAt !== null;
  return { personId: person.id, isConfirmed, isDisabled: person.disabledAt !== null, roles, hasGrant };
}

/** A new grant of read access. */
export interface NewGrant {
  readonly id: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly membershipId: string;
  readonly email: string;
  readonly reason: string;
  readonly grantedBy: string;
  readonly grantedAt: Date;
  readonly endsAt: Date;
}

/** Adds a grant with its role; an expired earlier one is marked as ended. */
export async function insertGrant(trx: DatabaseTransaction, row: NewGrant): Promise<void> {
  const { personId, tenantId, membershipId, grantedBy, grantedAt, endsAt } = row;
  const over = await trx
    .updateTable("contentGrant")
    .set((eb) => ({ endedAt: eb.ref("endsAt"), endedBy: eb.ref("grantedBy") }))
    .where("personId", "=", personId)
    .where("endedAt", "is", null)
    .where("endsAt", "<=", grantedAt)
    .returning(["membershipId", "endsAt"])
    .execute();
  for (const { membershipId: id, endsAt: endedAt } of over)
    await trx.updateTable("membership").set({ endedAt }).where("id", "=", id).where("endedAt", "is", null).execute();
  await trx
    .insertInto("membership")
    .values({
      id: membershipId,
      personId,
      role: CONTENT_READER,
      team: null,
      organisationId: null,
      tenantId,
      grantedBy,
      grantedAt,
      validFrom: grantedAt,
      validTo: endsAt,
    })
    .execute();
  await trx.insertInto("contentGrant").values(row).execute();
}

/** Ends an active grant of the transaction's tenant, with its role; undefined if there is none. */
export async function endGrant(
  trx: DatabaseTransaction,
  ended: { readonly id: string; readonly by: string; readonly at: Date },
): Promise<{ readonly personId: string } | undefined> {
  const { id, by, at } = ended;
  const row = await trx
    .updateTable("contentGrant")
    .set({ endedAt: at, endedBy: by })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .where("endsAt", ">", at)
    .returning(["personId", "membershipId"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const end = { endedAt: at, endedBy: by };
  await trx.updateTable("membership").set(end).where("id", "=", row.membershipId).execute();
  return { personId: row.personId };
}

/** The grants of the transaction's tenant, newest first, each with its grantee. */
export async function listGrants(trx: DatabaseTransaction) {
  return trx
    .selectFrom("contentGrant as g")
    .innerJoin("person as p", "p.id", "g.personId")
    .innerJoin("person as b", "b.id", "g.grantedBy")
    .select(["g.id", "g.email", "g.reason", "g.grantedAt", "g.endsAt", "g.endedAt"])
    .select(["p.name as personName", "b.name as grantedByName"])
    .orderBy("g.grantedAt", "desc")
    .limit(GRANTS_MAX)
    .execute();
}

/** The newest accesses to the transaction's tenant. */
export async function listContentViews(trx: DatabaseTransaction) {
  return trx
    .selectFrom("contentView as l")
    .innerJoin("person as p", "p.id", "l.personId")
    .select(["l.id", "l.at", "l.path", "p.name as personName"])
    .orderBy("l.at", "desc")
    .orderBy("l.id", "desc")
    .limit(VIEWS_MAX)
    .execute();
}

/** An access under a granted role. */
export interface ContentViewEntry {
  readonly id: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly membershipId: string;
  readonly path: string;
  readonly at: Date;
}

/**
 * Records an access. `new` if it is the first at its path for a while, `known` if it is folded into an earlier one,
 * `refused` if no grant is in force, checked by the database.
 */
export async function recordContentView(
  trx: DatabaseTransaction,
  look: ContentViewEntry,
): Promise<"new" | "known" | "refused"> {
  const { id, tenantId, personId, membershipId, path, at } = look;
  const granted = await trx
    .selectFrom("contentGrant as g")
    .select("g.id")
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom("contentView as l")
          .select("l.id")
          .whereRef("l.grantId", "=", "g.id")
          .where("l.path", "=", path)
          .where("l.at", ">", new Date(at.getTime() - CONTENT_VIEW_FOLD_MS)),
      ).as("isKnown"),
    )
    .where("g.membershipId", "=", membershipId)
    .where("g.endedAt", "is", null)
    .where("g.endsAt", ">", at)
    .executeTakeFirst();
  if (granted === undefined) return "refused";
  if (granted.isKnown === true) return "known";
  await trx.insertInto("contentView").values({ id, tenantId, personId, grantId: granted.id, path, at }).execute();
  return "new";
}

/** Whether an access failed because its grant ended concurrently. */
export function isContentViewRefused(error: unknown): boolean {
  return databaseFault(error)?.constraint === "content_view_granted";
}
