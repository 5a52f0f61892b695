import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { type Permission, permitsInTeam, ROLE_LIST, ROLES, type Team } from "./roles.ts";

/** Maximum number of officers notified of one step. */
const OFFICERS_MAX = 100;

/**
 * The officers with a permission in a team now, including acting ones. Members of `exceptOrganisationId` are excluded
 * regardless of their role: another officer must handle a case of their company.
 */
export async function officersWho(
  db: Database | DatabaseTransaction,
  asked: {
    readonly permission: Permission;
    readonly team: Team;
    readonly now: Date;
    readonly exceptOrganisationId: string;
  },
): Promise<readonly string[]> {
  const { permission, team, now } = asked;
  const fits = ROLE_LIST.flatMap((role) => {
    const teams = ROLES[role].teams.length === 0 ? [null] : ROLES[role].teams;
    return teams.filter((own) => permitsInTeam([{ role, team: own }], permission, team)).map((own) => ({ role, own }));
  });
  const rows = await db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select("m.personId")
    .distinct()
    .where((eb) =>
      eb.or(fits.map(({ role, own }) => eb.and([eb("m.role", "=", role), eb("m.team", "is not distinct from", own)]))),
    )
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validFrom", "is", null), eb("m.validFrom", "<=", now)]))
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", now)]))
    .where(
      sql<boolean>`(m.acting is null or exists (select from membership own where own.person_id = m.person_id
        and own.acting is null and own.organisation_id is null and own.ended_at is null))`,
    )
    .where(
      sql<boolean>`not exists (select from membership own where own.person_id = m.person_id
        and own.organisation_id = ${asked.exceptOrganisationId}::uuid and own.ended_at is null)`,
    )
    .orderBy("m.personId")
    .limit(OFFICERS_MAX)
    .execute();
  return rows.map(({ personId }) => personId);
}
