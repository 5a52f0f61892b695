import type { Permission } from "../../identity/index.ts";
import type { LicenceRow, Reading } from "./licence.store.ts";
import type { OfficersWho } from "./licence-dependencies.effects.ts";
import { LICENSING_TEAM } from "./licence-person.ts";
import { nextLicenceStep } from "./next-licence-step.ts";

/** The case and the transaction of a look-up of officers. */
export interface PeopleQuestion {
  readonly db: Reading;
  readonly row: LicenceRow;
  readonly now: Date;
}

/** The officers who may take the next step of a case. */
export async function licenceHolders(officersWho: OfficersWho, asked: PeopleQuestion): Promise<readonly string[]> {
  const step = nextLicenceStep(asked.row);
  if (step.side !== "ministry") return [];
  if (step.personId !== null) return [step.personId];
  const found = await Promise.all(step.permissions.map((permission) => officersWhoMay(officersWho, asked, permission)));
  return [...new Set(found.flat())].filter((id) => !step.exceptPersonIds.includes(id));
}

/** The superiors of the officers who must act. */
export async function licenceSuperiors(officersWho: OfficersWho, asked: PeopleQuestion): Promise<readonly string[]> {
  const step = nextLicenceStep(asked.row);
  return step.side === "ministry" ? officersWhoMay(officersWho, asked, step.superior) : [];
}

/** The officers of the licensing team with a permission in a case, except members of its company. */
export function officersWhoMay(
  officersWho: OfficersWho,
  { db, row, now }: PeopleQuestion,
  permission: Permission,
): Promise<readonly string[]> {
  return officersWho(db, { permission, team: LICENSING_TEAM, now, exceptOrganisationId: row.organisation.id });
}
