import { z } from "zod";
import { ROLE_LIST, TEAMS } from "../authority/roles.ts";
import { personNameSchema } from "../person-name.ts";

const email = z.email().max(254);

/** States of an invitation. */
const INVITATION_STATES = ["open", "over", "accepted", "withdrawn"] as const;

/** Roles to which an owner may invite. */
const COLLEAGUE_ROLES = ["applicant-owner", "applicant-staff"] as const;

/** Roles to which a tenant's administrator may invite. */
const CENTRE_ROLES = ["operator-administrator", "operator-supervisor", "operator-agent"] as const;

/** An invitation as visible to those who may withdraw it. */
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

/** The company of the listed people. */
export const colleaguesQuery = z.strictObject({ organisationId: z.uuid() });

/** The people who act for a company, and its invitations. */
export const colleaguesSchema = z.object({
  people: z.array(
    z.object({
      membershipId: z.uuid(),
      name: z.string(),
      email: z.string(),
      role: z.string(),
      since: z.iso.datetime(),
      isYou: z.boolean(),
      /** Whether the caller may end it: an owner any role except a consultant's, a member their own, never the last owner's. */
      mayEnd: z.boolean(),
    }),
  ),
  invitations: z.array(invitationSchema),
  mayInvite: z.boolean(),
});

/** Invites a person to act for a company. */
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

/** Invites a person to a role in a tenant. */
export const centreInvitationSchema = z.strictObject({ email, role: z.enum(CENTRE_ROLES) });

/** Invites a person to administer a tenant. */
export const centreAdministratorSchema = z.strictObject({ email });

/** The people with a role in a tenant, one row per role, and its invitations. */
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

/** An invitation as visible to the holder of its link. */
export const invitationSeenSchema = z.object({
  email: z.string(),
  role: z.string(),
  team: z.string().nullable(),
  organisationName: z.string().nullable(),
  centreName: z.string().nullable(),
  invitedBy: z.string(),
  expiresAt: z.iso.datetime(),
  /** Whether the address already has an account. */
  hasAccount: z.boolean(),
  /** Whether the caller is the invited person. */
  isYou: z.boolean(),
});

/** The token of an invitation. */
export const invitationTokenSchema = z.strictObject({ token: z.string().min(1).max(100) });

/** Creates a person by accepting an invitation. */
export const newPersonByInvitationSchema = invitationTokenSchema.extend({
  name: personNameSchema,
  password: z.string().min(1).max(200),
  locale: z.enum(["id", "en"]).default("id"),
});
