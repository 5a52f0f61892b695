import {
  type ActingHolding,
  holdingFor,
  type Permission,
  permissionsOf,
  permitsInTeam,
  type RoleHolding,
  roleActed,
} from "../../identity/index.ts";
import type { DecreeSigner } from "../issuing/index.ts";
import type { LicencePerson } from "./licence-facts.ts";

/** The ministry's team responsible for these cases. */
export const LICENSING_TEAM = "licensing";

/** The facts about a caller that decisions on licence applications depend on. */
export interface CallerFacts {
  readonly personId: string;
  readonly memberships: readonly (RoleHolding & { readonly organisationId: string | null })[];
}

/** The caller's rights on licence applications: for their companies and in the licensing team. */
export function licencePerson({ personId, memberships }: CallerFacts): LicencePerson {
  const organisationIds = memberships.map(({ organisationId }) => organisationId).filter((id) => id !== null);
  const may = (permission: Permission) => permitsInTeam(memberships, permission, LICENSING_TEAM);
  return {
    personId,
    organisationIds: new Set(organisationIds),
    mayAssign: may("application.assign"),
    mayCheck: may("application.check"),
    mayEndorse: may("application.endorse"),
    mayDecide: may("application.propose"),
  };
}

/** Whether a person may edit applications of a company. */
export function writesForCompany({ memberships }: CallerFacts, organisationId: string): boolean {
  return memberships.some(
    (one) => one.organisationId === organisationId && permissionsOf([one]).has("application.write"),
  );
}

/** Whether a person is a member of a company, and so sees its cases. */
export function belongsTo({ memberships }: CallerFacts, organisationId: string): boolean {
  return memberships.some((one) => one.organisationId === organisationId);
}

/** Whether a person works on licence applications at the ministry. */
export function isLicensingOfficer(person: LicencePerson): boolean {
  return person.mayAssign || person.mayCheck || person.mayEndorse || person.mayDecide;
}

/** The capacity in which a caller verifies documents and signs the resulting decree; null if they may not. */
export function licenceSigner(caller: {
  readonly personId: string;
  readonly name: string;
  readonly memberships: readonly (ActingHolding & { readonly id: string; readonly actingForPersonId: string | null })[];
}): (DecreeSigner & { readonly membershipId: string }) | null {
  const held = holdingFor(caller.memberships, "application.propose", LICENSING_TEAM);
  if (held === undefined) return null;
  const { id: membershipId, acting, actingForPersonId } = held;
  return { personId: caller.personId, name: caller.name, membershipId, acting, actingForPersonId };
}

const CHECK: readonly Permission[] = ["application.check"];
const DECIDE: readonly Permission[] = ["application.propose"];

/** The permissions that allow each officer's command; an applicant's command needs none of them. */
const RESTS_ON: Readonly<Record<string, readonly Permission[]>> = {
  assign: ["application.assign"],
  unassign: ["application.check", "application.assign"],
  "declare-interest": ["application.check", "application.endorse", "application.propose", "application.assign"],
  take: CHECK,
  "accept-item": CHECK,
  "undo-acceptance": CHECK,
  "reopen-item": DECIDE,
  "keep-finding": ["application.check", "application.propose"],
  "drop-finding": ["application.check", "application.propose"],
  "record-fact": CHECK,
  return: CHECK,
  pause: CHECK,
  resume: CHECK,
  "finish-check": CHECK,
  endorse: ["application.endorse"],
  "send-back": ["application.endorse", "application.propose"],
  verify: DECIDE,
  reject: DECIDE,
};

/** The role in which a person gives a command, "plh-coordinator" for a substitute, and the person they act for. */
export function licenceRoleIn(
  command: string,
  memberships: readonly (ActingHolding & { readonly actingForPersonId: string | null })[],
): { readonly role: string | null; readonly actingForPersonId: string | null } {
  return officerRoleIn(RESTS_ON[command] ?? [], memberships);
}

/** The role that grants one of these permissions to a person; their first role if none does. */
export function officerRoleIn(
  permissions: readonly Permission[],
  memberships: readonly (ActingHolding & { readonly actingForPersonId: string | null })[],
): { readonly role: string | null; readonly actingForPersonId: string | null } {
  const [held = memberships[0]] = permissions.flatMap((one) => holdingFor(memberships, one, LICENSING_TEAM) ?? []);
  return { role: held === undefined ? null : roleActed(held), actingForPersonId: held?.actingForPersonId ?? null };
}
