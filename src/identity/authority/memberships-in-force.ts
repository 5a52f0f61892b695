import { CONTENT_READER } from "../content-access/content-grant.ts";
import { isOfficerRole, isOperatorRole } from "./roles.ts";

/** A membership with its period: from `validFromMs` (included) to `validToMs` (excluded). */
export interface DatedMembership {
  readonly role: string;
  readonly acting: string | null;
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
}

/** The memberships in force at an instant, and the next instant at which they change. */
export interface InForce<Membership> {
  readonly memberships: readonly Membership[];
  /** Null if no change is due. */
  readonly changesAtMs: number | null;
}

/**
 * The memberships in force at `nowMs`. Acting roles require a role of one's own: without an own role of the ministry,
 * acting roles do not count either. A person with a role in a tenant cannot read by a content grant, so that data of
 * two tenants are never mixed.
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
