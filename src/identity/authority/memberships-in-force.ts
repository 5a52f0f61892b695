import { CONTENT_READER } from "../content-access/content-grant.ts";
import { isOfficerRole, isOperatorRole } from "./roles.ts";

/** A membership with the time it is in force: from `validFromMs` (included) to `validToMs` (not included). */
export interface DatedMembership {
  readonly role: string;
  readonly acting: string | null;
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
}

/** What counts at an instant, and the next instant at which that changes by itself. */
export interface InForce<Membership> {
  readonly memberships: readonly Membership[];
  /** Null while nothing is going to change. */
  readonly changesAtMs: number | null;
}

/**
 * The memberships in force at `nowMs`. Whoever acts in another's place does so as an officer: when his own last role of
 * the ministry is gone, what he holds for others does not count either. Whoever works in a call centre reads by no grant, lest
 * he took what another one keeps for his own.
 */
export function membershipsInForce<Membership extends DatedMembership>(
  all: readonly Membership[],
  nowMs: number,
): InForce<Membership> {
  const dated = all.filter((one) => isWithin(one, nowMs));
  const isOfficer = dated.some(({ role, acting }) => acting === null && isOfficerRole(role));
  const worksInCentre = dated.some(({ role }) => role !== CONTENT_READER && isOperatorRole(role));
  const boundaries = all
    .flatMap(({ validFromMs, validToMs }) => [validFromMs, validToMs])
    .filter((atMs): atMs is number => atMs !== null && atMs > nowMs);
  return {
    memberships: dated.filter(
      ({ acting, role }) => (acting === null || isOfficer) && (role !== CONTENT_READER || !worksInCentre),
    ),
    changesAtMs: boundaries.length === 0 ? null : Math.min(...boundaries),
  };
}

function isWithin({ validFromMs, validToMs }: DatedMembership, nowMs: number): boolean {
  return (validFromMs === null || validFromMs <= nowMs) && (validToMs === null || nowMs < validToMs);
}
