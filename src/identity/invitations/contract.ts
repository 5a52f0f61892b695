import { z } from "zod";
import { ROLE_LIST, TEAMS } from "../authority/roles.ts";
import { personNameSchema } from "../person-name.ts";

const email = z.email().max(254);

/** Whether an invitation can still be accepted. */
const INVITATION_STATES = ["open", "over", "accepted", "withdrawn"] as const;

/** Roles that an owner may invite to. */
const COLLEAGUE_ROLES = ["applicant-owner", "applicant-staff"] as const;

/** Roles that a call centre's administrator may invite to. */
const CENTRE_ROLES = ["operator-administrator", "operator-supervisor", "operator-agent"] as const;

/** An invitation as whoever may withdraw it sees it. */
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.string(),
  team: z.string().nullable(),
  state: z.enum(INVITATION_STATES),
  invitedBy: z.string(),
  sentAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

/** The company whose people are asked for. */
export const colleaguesQuery = z.strictObject({ organisationId: z.uuid() });

/** Everyone who acts for a company, and who is invited to. */
export const colleaguesSchema = z.object({
  people: z.array(
    z.object({
      membershipId: z.uuid(),
      name: z.string(),
      email: z.string(),
      role: z.string(),
      since: z.iso.datetime(),
      isYou: z.boolean(),
      /** Whether the caller may end it: an owner anybody's but a consultant's, everyone his own, never the last owner's. */
      mayEnd: z.boolean(),
    }),
  ),
  invitations: z.array(invitationSchema),
  mayInvite: z.boolean(),
});

/** Invites somebody to act for a company. */
export const companyInvitationSchema = z.strictObject({
  organisationId: z.uuid(),
  email,
  role: z.enum(COLLEAGUE_ROLES),
});

/** Invites an officer. */
export const officerInvitationSchema = z.strictObject({
  email,
  role: z.enum(ROLE_LIST),
  team: z.enum(TEAMS).nullable().default(null),
});

/** Invites somebody to a role in a call centre. */
export const centreInvitationSchema = z.strictObject({ email, role: z.enum(CENTRE_ROLES) });

/** Invites somebody to administer a call centre. */
export const centreAdministratorSchema = z.strictObject({ email });

/** Everyone with a role in a call centre, one row for each role, and who is invited to it. */
export const centrePeopleSchema = z.object({
  people: z.array(
    z.object({
      membershipId: z.uuid(),
      name: z.string(),
      email: z.string(),
      role: z.string(),
      since: z.iso.datetime(),
      isYou: z.boolean(),
      /** False for the role of the last administrator. */
      mayEnd: z.boolean(),
    }),
  ),
  invitations: z.array(invitationSchema),
});

/** Open invitations of officers, newest first. */
export const officerInvitationsSchema = z.object({ items: z.array(invitationSchema) });

/** An invitation as whoever holds its link sees it. */
export const invitationSeenSchema = z.object({
  email: z.string(),
  role: z.string(),
  team: z.string().nullable(),
  organisationName: z.string().nullable(),
  centreName: z.string().nullable(),
  invitedBy: z.string(),
  expiresAt: z.iso.datetime(),
  /** Whether the address has an account already. */
  hasAccount: z.boolean(),
  /** Whether the caller is that person. */
  isYou: z.boolean(),
});

/** The token of an invitation. */
export const invitationTokenSchema = z.strictObject({ token: z.string().min(1).max(100) });

/** A new person, made by accepting an invitation. */
export const newPersonByInvitationSchema = invitationTokenSchema.extend({
  name: personNameSchema,
  password: z.string().min(1).max(200),
  locale: z.enum(["id", "en"]).default("id"),
});
