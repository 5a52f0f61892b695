import type { Caller } from "../../../platform/http/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { rulesOfCase } from "../deadlines/licence-promise.ts";
import { calendarsToday } from "../deadlines/licence-watch.ts";
import { findOpenLicence, type LicenceRow, membershipsOfPerson, type Reading } from "../licence.store.ts";
import { interestOf, type Looking } from "../licence-facts.effects.ts";
import type { FilingFacts, ObjectionFacts } from "./decide-objection.ts";
import { findRejection, judgesOf, type ObjectionRow, objectionsOf } from "./objection.store.ts";
import { objectionPerson } from "./objection-person.ts";
import { objectionUntil } from "./objection-promise.ts";

/** An objection with its application. */
export interface KnownObjection {
  readonly row: ObjectionRow;
  readonly licence: LicenceRow;
}

/** The facts of a decision on an objection for this caller. */
export async function objectionFactsOf(
  looking: Looking,
  { row, licence }: KnownObjection,
  asked: { readonly caller: Pick<Caller, "personId">; readonly assigneeId?: string | null },
): Promise<ObjectionFacts> {
  const { assigneeId = null } = asked;
  return {
    state: row.state,
    organisationId: licence.organisation.id,
    reviewerId: row.reviewerId,
    reviewedBy: row.reviewedBy,
    judgedBy: await judgesOf(looking.db, { row: licence, exceptObjectionId: row.id }),
    interest: await interestOf(looking.db, licence.id, asked.caller.personId),
    assignee: assigneeId === null ? null : await assigneeOf(looking, licence, assigneeId),
  };
}

async function assigneeOf({ db, nowMs }: Looking, licence: LicenceRow, personId: string) {
  const memberships = await membershipsOfPerson(db, personId, new Date(nowMs));
  if (memberships.length === 0) return null;
  const { organisationIds, mayReview } = objectionPerson({ personId, memberships });
  const hasInterest = (await interestOf(db, licence.id, personId)) === "declared";
  return { personId, organisationIds, mayReview, hasInterest };
}

/** The facts for an objection to the last rejection; undefined for an application that was never rejected. */
export async function filingFactsOf(
  { db, nowMs }: { readonly db: Reading; readonly nowMs: number },
  licence: LicenceRow,
): Promise<(FilingFacts & { readonly rejection: number }) | undefined> {
  const rejection = await findRejection(db, licence.id);
  if (rejection === undefined) return undefined;
  const earlier = await objectionsOf(db, licence.id);
  const open = await findOpenLicence(db, licence.organisation.id);
  return {
    licenceState: licence.state,
    organisationId: licence.organisation.id,
    until: objectionUntil(rejection.at.getTime(), rulesOfCase(licence), calendarsToday(nowMs).known),
    today: officeDate(nowMs),
    isFiled: earlier.some(({ rejection: about }) => about === rejection.sequence),
    hasOpenCase: open !== undefined && open !== licence.id,
    rejection: rejection.sequence,
  };
}
