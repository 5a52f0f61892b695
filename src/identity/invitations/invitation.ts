import { isGivenByAdministrator, isTeamFit, type Role } from "../authority/roles.ts";

/** An invitation as far as its standing goes. */
export interface InvitationFacts {
  readonly expiresAtMs: number;
  readonly isAccepted: boolean;
  readonly isWithdrawn: boolean;
}

/** Where an invitation stands at `nowMs`; it ends at `expiresAtMs`. */
export function invitationState(standing: InvitationFacts, nowMs: number): "open" | "over" | "accepted" | "withdrawn" {
  if (standing.isAccepted) return "accepted";
  if (standing.isWithdrawn) return "withdrawn";
  return nowMs < standing.expiresAtMs ? "open" : "over";
}

/** Why an invitation is not accepted. */
export type AcceptRefusal =
  | "invitation-unknown"
  | "invitation-accepted"
  | "invitation-withdrawn"
  | "invitation-over"
  | "invitation-for-another"
  | "already-colleague"
  | "role-held-already";

/** What accepting is decided from. */
export interface AcceptFacts {
  readonly invitation: (InvitationFacts & { readonly emailKey: string }) | undefined;
  /** Whether whoever invited may still do so. */
  readonly mayStillInvite: boolean;
  /** The key of the address of whoever accepts. */
  readonly emailKey: string;
}

/** Why it is not accepted; null when it is. An invitation goes with its address: a link that was passed on is refused. */
export function acceptRefusal(
  { invitation, mayStillInvite, emailKey }: AcceptFacts,
  nowMs: number,
): AcceptRefusal | null {
  if (invitation === undefined) return "invitation-unknown";
  const state = invitationState(invitation, nowMs);
  if (state !== "open") return `invitation-${state}`;
  if (!mayStillInvite) return "invitation-withdrawn";
  return invitation.emailKey === emailKey ? null : "invitation-for-another";
}

/** Why a role is not offered to an officer; null when it may be. */
export function officerRoleRefusal(role: Role, team: string | null): "role-team-unfit" | null {
  return isGivenByAdministrator(role) && isTeamFit(role, team) ? null : "role-team-unfit";
}

/** Why a role in a call centre is not ended. */
export type CentreLeaveRefusal = "no-such-membership" | "last-administrator";

/** Why a role in a call centre is not ended; null when it may be. A call centre is never left without an administrator. */
export function centreLeaveRefusal(facts: {
  readonly role: string;
  /** Administrators of the call centre besides this one. */
  readonly otherAdministrators: number;
}): "last-administrator" | null {
  return facts.role === "operator-administrator" && facts.otherAdministrators < 1 ? "last-administrator" : null;
}

/** Why a role in a company is not ended. */
export type LeaveRefusal = "no-such-colleague" | "not-an-owner" | "last-owner" | "colleague-by-letter";

/** What ending a role in a company is decided from. */
export interface LeaveFacts {
  readonly role: string;
  readonly isOwn: boolean;
  readonly isByOwner: boolean;
  /** Owners of the company besides this one. */
  readonly otherOwners: number;
}

/**
 * Why a role in a company is not ended; null when it may be. A company is never left without an owner, and a consultant
 * goes with his letter of authority.
 */
export function leaveRefusal({ role, isOwn, isByOwner, otherOwners }: LeaveFacts): LeaveRefusal | null {
  if (!isOwn && !isByOwner) return "not-an-owner";
  if (role === "consultant") return "colleague-by-letter";
  return role === "applicant-owner" && otherOwners === 0 ? "last-owner" : null;
}
