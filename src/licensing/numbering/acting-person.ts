import {
  type ActingHolding,
  holdingFor,
  type Permission,
  permitsInTeam,
  type RoleHolding,
  roleActed,
} from "../../people/index.ts";
import type { ActingPerson } from "./application-facts.ts";

/** A caller as far as decisions on applications go. */
export interface CallerFacts {
  readonly personId: string;
  readonly memberships: readonly (RoleHolding & { readonly organisationId: string | null })[];
}

/** What a caller may do with numbering applications: for his organisations, and in the numbering team. */
export function actingPerson(caller: CallerFacts): ActingPerson {
  const { personId, memberships } = caller;
  const organisationIds = memberships.map((membership) => membership.organisationId).filter((id) => id !== null);
  return {
    personId,
    organisationIds: new Set(organisationIds),
    mayAssign: permitsInTeam(memberships, "application.assign", "numbering"),
    mayCheck: permitsInTeam(memberships, "application.check", "numbering"),
    mayEndorse: permitsInTeam(memberships, "application.endorse", "numbering"),
    mayPropose: permitsInTeam(memberships, "application.propose", "numbering"),
    mayDecide: permitsInTeam(memberships, "application.decide", "numbering"),
  };
}

const CHECK: readonly Permission[] = ["application.check"];

/** Which permissions an officer's command may rest on; an applicant's rests on none of them. */
const RESTS_ON: Readonly<Record<string, readonly Permission[]>> = {
  take: CHECK,
  "check-item": CHECK,
  return: CHECK,
  pause: CHECK,
  resume: CHECK,
  "finish-check": CHECK,
  propose: ["application.propose"],
  "send-back": ["application.propose", "application.decide"],
  decide: ["application.decide"],
};

/** The role in which somebody gives a command, "plh-director" in another's place; and in whose place, if he does. */
export function roleIn(
  command: string,
  memberships: readonly (ActingHolding & { readonly actingForPersonId: string | null })[],
): { readonly role: string | null; readonly actingForPersonId: string | null } {
  const permissions = RESTS_ON[command] ?? [];
  const [held = memberships[0]] = permissions.flatMap((one) => holdingFor(memberships, one, "numbering") ?? []);
  return { role: held === undefined ? null : roleActed(held), actingForPersonId: held?.actingForPersonId ?? null };
}
