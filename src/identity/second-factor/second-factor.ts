import { needsSecondFactor, type Permission, permissionsOf, type RoleHolding } from "../authority/roles.ts";

/** State of a session's second factor. Officers' roles have no effect until it is given. */
export type SecondFactorState = "not-needed" | "to-enrol" | "to-give" | "given";

/** The facts that determine the state. */
export interface SecondFactorFacts {
  readonly memberships: readonly RoleHolding[];
  readonly isDemo: boolean;
  readonly isEnrolled: boolean;
  readonly isGiven: boolean;
}

/** Computes the state. Demo accounts exist on loopback only and need none; every enrolled person must give it, officer or not. */
export function secondFactorState(facts: SecondFactorFacts): SecondFactorState {
  if (facts.isDemo) return "not-needed";
  if (facts.isEnrolled) return facts.isGiven ? "given" : "to-give";
  return facts.memberships.some(({ role }) => needsSecondFactor(role)) ? "to-enrol" : "not-needed";
}

/** The effective rights of a session: all once the second factor is given or not needed; no officer's role before. */
export function countingRights<Membership extends RoleHolding>(
  memberships: readonly Membership[],
  factorState: SecondFactorState,
): { readonly memberships: readonly Membership[]; readonly permissions: ReadonlySet<Permission> } {
  const isOpen = factorState === "not-needed" || factorState === "given";
  const counting =
    factorState === "to-give" ? [] : memberships.filter(({ role }) => isOpen || !needsSecondFactor(role));
  return { memberships: counting, permissions: permissionsOf(counting) };
}
