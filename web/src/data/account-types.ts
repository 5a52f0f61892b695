/** Types of accounts, invitations and messages, as returned by the HTTP API. */
import type { Role, Team } from "./types.ts";

/** The signed-in user's account. */
export interface Account {
  readonly name: string;
  readonly email: string;
  readonly locale: "id" | "en";
  readonly isDemo: boolean;
  readonly isEmailConfirmed: boolean;
  readonly pendingEmail: { readonly email: string; readonly expiresAt: string } | null;
  readonly secondFactor: {
    readonly enrolledAt: string | null;
    readonly recoveryCodesLeft: number;
    readonly isRequired: boolean;
  };
  readonly passwordStrengthMin: number;
}

/** An active session of the user. */
export interface OpenSession {
  readonly id: string;
  readonly browser: string | null;
  readonly system: string | null;
  readonly kind: "desktop" | "phone" | "tablet" | "unknown";
  readonly since: string;
  readonly lastSeen: string;
  readonly isThis: boolean;
}

/** An invitation as listed to the users who may withdraw it. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly team: Team | null;
  readonly state: "open" | "over" | "accepted" | "withdrawn";
  readonly invitedBy: string;
  readonly sentAt: string;
  readonly expiresAt: string;
}

/** The users of a company with their roles. */
export interface Colleagues {
  readonly people: {
    readonly membershipId: string;
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    readonly since: string;
    readonly isYou: boolean;
    readonly mayEnd: boolean;
  }[];
  readonly invitations: Invitation[];
  readonly mayInvite: boolean;
}

/** An invitation as returned to the holder of its link. */
export interface InvitationSeen {
  readonly email: string;
  readonly role: Role;
  readonly team: Team | null;
  readonly organisationName: string | null;
  readonly centreName: string | null;
  readonly invitedBy: string;
  readonly expiresAt: string;
  readonly hasAccount: boolean;
  readonly isYou: boolean;
}

/** A message to the signed-in user. */
export interface Message {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly createdAt: string;
  readonly state: MailState;
  readonly readAt: string | null;
}

/** The delivery state of an e-mail. */
export type MailState = "queued" | "in-mailbox" | "deferred" | "sent" | "failed";

/** An e-mail with its delivery data, for staff. */
export interface Delivery {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly answer: string | null;
  readonly createdAt: string;
  readonly lastAttemptAt: string | null;
  readonly sentAt: string | null;
}
