import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

type Looking = Database | DatabaseTransaction;

/** States in which a case about a code blocks another one. */
const UNDER_WAY = ["submitted", "checking", "returned", "checked", "endorsed", "proposed"] as const;

/** Whether a code is an active code of this company. */
export async function isActiveCodeOf(
  db: Looking,
  asked: { readonly code: string; readonly organisationId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("accessCode")
    .select("code")
    .where("code", "=", asked.code)
    .where("holderOrganisationId", "=", asked.organisationId)
    .where("state", "=", "active")
    .executeTakeFirst();
  return row !== undefined;
}

/** The open case about a code, other than `exceptId`; the unique index allows one at most. */
export async function openCaseOn(db: Looking, asked: { readonly code: string; readonly exceptId: string | null }) {
  let query = db
    .selectFrom("numberingApplication")
    .select(["id", "kind", "number"])
    .where("code", "=", asked.code)
    .where("state", "in", [...UNDER_WAY]);
  if (asked.exceptId !== null) query = query.where("id", "!=", asked.exceptId);
  return query.executeTakeFirst();
}

/** A holder's draft about one of their codes, if any. */
export async function holderDraftOn(
  db: Looking,
  asked: { readonly code: string; readonly organisationId: string; readonly kind: string },
) {
  return db
    .selectFrom("numberingApplication")
    .select("id")
    .where("code", "=", asked.code)
    .where("organisationId", "=", asked.organisationId)
    .where("kind", "=", asked.kind)
    .where("state", "=", "draft")
    .executeTakeFirst();
}

/** A code with the fields of its holder that a case needs; the row stays locked where `lock` is set. */
export async function findHeldCode(db: Looking, code: string) {
  return db
    .selectFrom("accessCode as c")
    .innerJoin("organisation as o", "o.id", "c.holderOrganisationId")
    .select([
      "c.code",
      "o.id as organisationId",
      "o.name",
      "o.address",
      "o.city",
      "o.province",
      "o.ossRecord",
      "o.kind",
    ])
    .where("c.code", "=", code)
    .where("c.state", "=", "active")
    .executeTakeFirst();
}

/** The decree in force on a code of a company, if this system issued it. */
export async function decreeInForceOn(db: Looking, asked: { readonly code: string; readonly organisationId: string }) {
  return db
    .selectFrom("decree")
    .select([
      "id",
      "number",
      "state",
      "decidedAt",
      sql<string | null>`facts #>> '{holder,name}'`.as("holderName"),
      sql<string | null>`facts #>> '{holder,address}'`.as("holderAddress"),
    ])
    .where("code", "=", asked.code)
    .where("organisationId", "=", asked.organisationId)
    .where("kind", "in", ["assignment", "change"])
    .where("supersededAt", "is", null)
    .where("revokedAt", "is", null)
    .where("endedAt", "is", null)
    .orderBy("decidedAt", "desc")
    .executeTakeFirst();
}
