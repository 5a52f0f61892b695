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

/** The team of the ministry whose cases these are. */
export const LICENSING_TEAM = "licensing";

/** A caller as far as decisions on licence applications go. */
export interface CallerFacts {
  readonly personId: string;
  readonly memberships: readonly (RoleHolding & { readonly organisationId: string | null })[];
}

/** What a caller may do with licence applications: for his companies, and in the licensing team. */
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

/** Whether somebody fills in applications for a company. */
export function writesForCompany({ memberships }: CallerFacts, organisationId: string): boolean {
  return memberships.some(
    (one) => one.organisationId === organisationId && permissionsOf([one]).has("application.write"),
  );
}

/** Whether somebody belongs to a company of his own, so that he sees its cases. */
export function belongsTo({ memberships }: CallerFacts, organisationId: string): boolean {
  return memberships.some((one) => one.organisationId === organisationId);
}

/** Whether somebody works on licence applications at the ministry. */
export function isLicensingOfficer(person: LicencePerson): boolean {
  return person.mayAssign || person.mayCheck || person.mayEndorse || person.mayDecide;
}

/** In what capacity a caller verifies documents, and signs what follows from it; null when he may not. */
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

/** Which permissions an officer's command may rest on; an applicant's rests on none of them. */
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

/** The role in which somebody gives a command, "plh-coordinator" in another's place; and in whose place, if he does. */
export function licenceRoleIn(
  command: string,
  memberships: readonly (ActingHolding & { readonly actingForPersonId: string | null })[],
): { readonly role: string | null; readonly actingForPersonId: string | null } {
  return officerRoleIn(RESTS_ON[command] ?? [], memberships);
}

/** The role under which somebody does what one of these permissions permits; his first one where none does. */
export function officerRoleIn(
  permissions: readonly Permission[],
  memberships: readonly (ActingHolding & { readonly actingForPersonId: string | null })[],
): { readonly role: string | null; readonly actingForPersonId: string | null } {
  const [held = memberships[0]] = permissions.flatMap((one) => holdingFor(memberships, one, LICENSING_TEAM) ?? []);
  return { role: held === undefined ? null : roleActed(held), actingForPersonId: held?.actingForPersonId ?? null };
}
