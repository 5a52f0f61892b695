import {
  type ActingHolding,
  holdingFor,
  type Permission,
  permitsInTeam,
  type RoleHolding,
  roleActed,
} from "../../../identity/index.ts";
import type { DecreeSigner } from "../../issuing/index.ts";
import type { ActingPerson } from "./application-facts.ts";

/** The facts about a caller that decisions on applications depend on. */
export interface CallerFacts {
  readonly personId: string;
  readonly memberships: readonly (RoleHolding & { readonly organisationId: string | null })[];
}

/** The caller's rights on numbering applications: for their organisations and in the numbering team. */
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

/** The capacity in which a caller decides; null if they may not. */
export function signerOf(caller: {
  readonly personId: string;
  readonly name: string;
  readonly memberships: readonly SigningHolding[];
}): (DecreeSigner & { readonly membershipId: string }) | null {
  const held = holdingFor(caller.memberships, "application.decide", "numbering");
  if (held === undefined) return null;
  const { id: membershipId, acting, actingForPersonId } = held;
  return { personId: caller.personId, name: caller.name, membershipId, acting, actingForPersonId };
}

type SigningHolding = ActingHolding & { readonly id: string; readonly actingForPersonId: string | null };

const CHECK: readonly Permission[] = ["application.check"];

/** The permissions that allow each officer's command; an applicant's command needs none of them. */
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

/** The role in which a person gives a command, "plh-director" for a substitute, and the person they act for. */
export function roleIn(
  command: string,
  memberships: readonly (ActingHolding & { readonly actingForPersonId: string | null })[],
): { readonly role: string | null; readonly actingForPersonId: string | null } {
  const permissions = RESTS_ON[command] ?? [];
  const [held = memberships[0]] = permissions.flatMap((one) => holdingFor(memberships, one, "numbering") ?? []);
  return { role: held === undefined ? null : roleActed(held), actingForPersonId: held?.actingForPersonId ?? null };
}
