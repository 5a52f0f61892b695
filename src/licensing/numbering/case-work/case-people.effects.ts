import type { Permission, Team } from "../../../identity/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { ApplicationRow } from "../cases/application.store.ts";
import { type NextStep, nextStepOf } from "../cases/next-step.ts";
import { isPausedRow } from "./case-words.effects.ts";

/** Finds the officers with a permission in a team; injected by the composition. */
export type OfficersWho = (
  db: Database | DatabaseTransaction,
  asked: {
    readonly permission: Permission;
    readonly team: Team;
    readonly now: Date;
    readonly exceptOrganisationId: string;
  },
) => Promise<readonly string[]>;

/** The party that must act on a stored case. */
function stepOf(row: ApplicationRow): NextStep {
  return nextStepOf({ ...row, isPaused: isPausedRow(row) });
}

/** The case and the transaction of a look-up of officers. */
export interface PeopleQuestion {
  readonly db: DatabaseTransaction;
  readonly row: ApplicationRow;
  readonly now: Date;
}

/** The officers who may take the next step of a case. */
export async function holdersOf(officersWho: OfficersWho, asked: PeopleQuestion): Promise<readonly string[]> {
  const step = stepOf(asked.row);
  if (step.side !== "ministry") return [];
  if (step.personId !== null) return [step.personId];
  const found = await Promise.all(step.permissions.map((permission) => whoMay(officersWho, asked, permission)));
  return [...new Set(found.flat())].filter((id) => !step.exceptPersonIds.includes(id));
}

/** The superiors of the officers who must act. */
export async function superiorsOf(officersWho: OfficersWho, asked: PeopleQuestion): Promise<readonly string[]> {
  const step = stepOf(asked.row);
  if (step.side !== "ministry" || step.superior === null) return [];
  return whoMay(officersWho, asked, step.superior);
}

function whoMay(officersWho: OfficersWho, { db, row, now }: PeopleQuestion, permission: Permission) {
  return officersWho(db, { permission, team: "numbering", now, exceptOrganisationId: row.organisation.id });
}
