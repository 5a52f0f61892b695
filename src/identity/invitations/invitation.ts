import { isGivenByAdministrator, isTeamFit, type Role } from "../authority/roles.ts";

/** The fields of an invitation that determine its state. */
export interface InvitationFacts {
  readonly expiresAtMs: number;
  readonly isAccepted: boolean;
  readonly isWithdrawn: boolean;
}

/** The state of an invitation at `nowMs`; it expires at `expiresAtMs`. */
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

/** The facts of an acceptance. */
export interface AcceptFacts {
  readonly invitation: (InvitationFacts & { readonly emailKey: string }) | undefined;
  /** Whether the inviter may still invite. */
  readonly mayStillInvite: boolean;
  /** The key of the accepting person's address. */
  readonly emailKey: string;
}

/** Why it is not accepted; null if it is. An invitation is bound to its address: a forwarded link is refused. */
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

/** Why a role is not offered to an officer; null if it may be. */
export function officerRoleRefusal(role: Role, team: string | null): "role-team-unfit" | null {
  return isGivenByAdministrator(role) && isTeamFit(role, team) ? null : "role-team-unfit";
}

/** Why a role in a tenant is not ended. */
export type CentreLeaveRefusal = "no-such-membership" | "last-administrator";

/** Why a role in a tenant is not ended; null if it may be. A tenant always has an administrator. */
export function centreLeaveRefusal(facts: {
  readonly role: string;
  /** Number of other administrators of the tenant. */
  readonly otherAdministrators: number;
}): "last-administrator" | null {
  return facts.role === "operator-administrator" && facts.otherAdministrators < 1 ? "last-administrator" : null;
}

/** Why a role in a company is not ended. */
export type LeaveRefusal = "no-such-colleague" | "not-an-owner" | "last-owner" | "colleague-by-letter";

/** The facts for ending a role in a company. */
export interface LeaveFacts {
  readonly role: string;
  readonly isOwn: boolean;
  readonly isByOwner: boolean;
  /** Number of other owners of the company. */
  readonly otherOwners: number;
}

/** Why a role in a company is not ended; null if it may be. A company always has an owner, and a consultant's role ends with the letter of authority. */
export function leaveRefusal({ role, isOwn, isByOwner, otherOwners }: LeaveFacts): LeaveRefusal | null {
  if (!isOwn && !isByOwner) return "not-an-owner";
  if (role === "consultant") return "colleague-by-letter";
  return role === "applicant-owner" && otherOwners === 0 ? "last-owner" : null;
}
