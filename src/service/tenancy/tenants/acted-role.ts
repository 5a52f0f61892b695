import { type ActingHolding, holdingFor, type Permission, roleActed } from "../../../identity/index.ts";

/** The role by which a person uses `permission`, for the audit log; null when none of the person's roles includes it. */
export function actedRole(memberships: readonly ActingHolding[], permission: Permission): string | null {
  const holding = holdingFor(memberships, permission);
  return holding === undefined ? null : roleActed(holding);
}
