import { type Permission, permitsInTeam } from "../../../identity/index.ts";
import { belongsTo, type CallerFacts, LICENSING_TEAM } from "../licence-person.ts";
import type { ObjectionPerson } from "./decide-objection.ts";

/** A caller with all their permissions. */
interface SeeingCaller extends CallerFacts {
  readonly permissions: ReadonlySet<string>;
}

/** Permissions of a reviewer: those to judge documents in the licensing team. */
export const REVIEWERS: readonly Permission[] = ["application.check", "application.endorse", "application.propose"];

/** Permissions to decide, and to assign an objection to a reviewer: a coordinator of the team, or the director. */
export const DECIDERS: readonly Permission[] = ["application.propose", "application.decide"];

/** The caller's rights on objections: for their companies and in the licensing team. */
export function objectionPerson({ personId, memberships }: CallerFacts): ObjectionPerson {
  const organisationIds = memberships.map(({ organisationId }) => organisationId).filter((id) => id !== null);
  const may = (permissions: readonly Permission[]) =>
    permissions.some((permission) => permitsInTeam(memberships, permission, LICENSING_TEAM));
  return {
    personId,
    organisationIds: new Set(organisationIds),
    mayAssign: may(DECIDERS),
    mayReview: may(REVIEWERS),
    mayDecide: may(DECIDERS),
  };
}

/** Whether the caller may see an objection: a member of the company, or a reader at the ministry. */
export function maySeeObjection(
  caller: SeeingCaller,
  licence: { readonly organisation: { readonly id: string } },
): boolean {
  return belongsTo(caller, licence.organisation.id) || caller.permissions.has("application.read");
}
