import { type ActingHolding, holdingFor, type Permission, roleActed } from "../../../identity/index.ts";

/** The role in which somebody uses `permission`, as the audit log remembers it; null when none of his permits it. */
export function actedRole(memberships: readonly ActingHolding[], permission: Permission): string | null {
  const holding = holdingFor(memberships, permission);
  return holding === undefined ? null : roleActed(holding);
}
