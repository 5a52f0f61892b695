import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { SERVICE_NAME } from "../../issuing/index.ts";
import type { HeldCode, UsageStatus } from "../cases/application-form.ts";

const CODES_MAX = 2_000;
/** Maximum number of operators listed for an organisation to which no code may be assigned. */
const OPERATORS_MAX = 200;

/** The codes of an organisation, each with the number of the decree that assigned it, of this system or a recorded earlier one. */
export async function heldCodesOf(
  db: Database | DatabaseTransaction,
  organisationId: string,
): Promise<readonly HeldCode[]> {
  return db
    .selectFrom("accessCode as c")
    .leftJoin("decree as d", (join) =>
      join
        .onRef("d.code", "=", "c.code")
        .onRef("d.organisationId", "=", "c.holderOrganisationId")
        .on("d.revokedAt", "is", null)
        .on("d.supersededAt", "is", null)
        .on("d.endedAt", "is", null)
        .on("d.kind", "in", ["assignment", "change"]),
    )
    .leftJoin("earlierDecree as e", (join) =>
      join.onRef("e.code", "=", "c.code").onRef("e.organisationId", "=", "c.holderOrganisationId"),
    )
    .select([
      "c.code",
      sql<string | null>`coalesce(max(d.number), max(e.number))`.as("decree"),
      sql<string | null>`max(e.end_user)`.as("endUser"),
      sql<UsageStatus | null>`max(e.usage)`.as("usage"),
    ])
    .where("c.holderOrganisationId", "=", organisationId)
    .where("c.state", "in", ["active", "evaluation"])
    .groupBy("c.code")
    .orderBy("c.code")
    .limit(CODES_MAX)
    .execute();
}

/** The names of the services that an organisation holds codes for: the licensed service, and those begun by a Nomor Baru. */
export async function servicesWithCodes(
  db: Database | DatabaseTransaction,
  organisationId: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("numberingApplication as a")
    .innerJoin("accessCode as c", (join) =>
      join.onRef("c.code", "=", "a.code").onRef("c.holderOrganisationId", "=", "a.organisationId"),
    )
    .select(sql<string>`a.form->>'newService'`.as("name"))
    .distinct()
    .where("a.organisationId", "=", organisationId)
    .where("a.kind", "=", "new")
    .where("a.state", "=", "approved")
    .where(sql<boolean>`coalesce(a.form->>'newService', '') <> ''`)
    .limit(CODES_MAX)
    .execute();
  return [SERVICE_NAME, ...rows.map(({ name }) => name)];
}

/** A licence on record. */
export interface HeldLicence {
  readonly number: string;
  /** Local date. */
  readonly grantedOn: string;
  readonly service: string;
}

const LICENCES_MAX = 50;

/** The active licences of an organisation on record. */
export async function licencesOf(
  db: Database | DatabaseTransaction,
  organisationId: string,
): Promise<readonly HeldLicence[]> {
  const rows = await db
    .selectFrom("licence")
    .select(["number", "grantedOn", "service"])
    .where("organisationId", "=", organisationId)
    .where("standing", "=", "active")
    .orderBy("grantedOn")
    .orderBy("number")
    .limit(LICENCES_MAX)
    .execute();
  return rows.map(({ grantedOn, ...row }) => ({ ...row, grantedOn: String(grantedOn) }));
}

/** The operators that hold active codes, with their number: public information from the decrees. */
export async function operatorsWithCodes(db: Database) {
  return db
    .selectFrom("accessCode as c")
    .innerJoin("organisation as o", "o.id", "c.holderOrganisationId")
    .select(["o.id", "o.name", "o.city", sql<number>`count(*)::int`.as("codes")])
    .where("c.state", "=", "active")
    .where("o.kind", "=", "business")
    .groupBy(["o.id", "o.name", "o.city"])
    .orderBy("o.name")
    .limit(OPERATORS_MAX)
    .execute();
}
