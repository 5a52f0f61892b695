/** The role that a grant gives: it reads, and changes nothing. */
export const CONTENT_READER = "content-reader";

/** Looks at one path count as one for so long. */
export const CONTENT_VIEW_FOLD_MS = 10 * 60_000;

const HOUR_MS = 3_600_000;

/** What is known of somebody who is to be let in. */
export interface GranteeFacts {
  readonly isConfirmed: boolean;
  readonly isDisabled: boolean;
  /** Names of his roles that are in force. */
  readonly roles: readonly string[];
  readonly hasGrant: boolean;
}

/** Why a look is not granted. */
export type GrantRefusal = "grantee-unfit" | "granted-already";

/**
 * Whether somebody may be let in: he administers the installation, and has no role in any call centre, so that what he reads is
 * never mixed with another's. Null when he may; who is none of these is told like who is nobody.
 */
export function grantRefusal(facts: GranteeFacts | undefined): GrantRefusal | null {
  if (facts === undefined || !facts.isConfirmed || facts.isDisabled) return "grantee-unfit";
  if (facts.hasGrant) return "granted-already";
  const isOfInstallation = facts.roles.includes("administrator");
  const isOfCentre = facts.roles.some((role) => role.startsWith("operator-") || role === CONTENT_READER);
  return isOfInstallation && !isOfCentre ? null : "grantee-unfit";
}

/** When a grant of so many hours ends. */
export function grantEnd(nowMs: number, hours: number): number {
  return nowMs + hours * HOUR_MS;
}
