import { permitsInTeam, type RoleHolding } from "../../people/index.ts";
import type { ActingPerson } from "./application.ts";

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
    mayCheck: permitsInTeam(memberships, "application.check", "numbering"),
    mayPropose: permitsInTeam(memberships, "application.propose", "numbering"),
    mayDecide: permitsInTeam(memberships, "application.decide", "numbering"),
  };
}
