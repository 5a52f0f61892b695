/** The role of a grant: read-only. */
export const CONTENT_READER = "content-reader";

/** Accesses to one path within this time count as one. */
export const CONTENT_VIEW_FOLD_MS = 10 * 60_000;

const HOUR_MS = 3_600_000;

/** The facts about a prospective grantee. */
export interface GranteeFacts {
  readonly isConfirmed: boolean;
  readonly isDisabled: boolean;
  /** Names of their roles in force. */
  readonly roles: readonly string[];
  readonly hasGrant: boolean;
}

/** Why access is not granted. */
export type GrantRefusal = "grantee-unfit" | "granted-already";

/**
 * Whether a person may be granted access: they must be an administrator of the installation without a role in any
 * tenant, so that data of two tenants are never mixed. Null if they may; unsuitable and unknown persons get the same
 * refusal.
 */
export function grantRefusal(facts: GranteeFacts | undefined): GrantRefusal | null {
  if (facts === undefined || !facts.isConfirmed || facts.isDisabled) return "grantee-unfit";
  if (facts.hasGrant) return "granted-already";
  const isOfInstallation = facts.roles.includes("administrator");
  const isOfCentre = facts.roles.some((role) => role.startsWith("operator-") || role === CONTENT_READER);
  return isOfInstallation && !isOfCentre ? null : "grantee-unfit";
}

/** When a grant of this number of hours ends. */
export function grantEnd(nowMs: number, hours: number): number {
  return nowMs + hours * HOUR_MS;
}
