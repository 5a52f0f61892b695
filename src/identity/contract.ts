import { z } from "zod";
import { DELEGABLE_ROLES } from "./authority/delegation.ts";
import { ROLE_LIST, TEAMS } from "./authority/roles.ts";
import { personNameSchema } from "./person-name.ts";

export { ROLE_LIST, ROLES, type Role } from "./authority/roles.ts";

/** One role of a person, in force now. */
export const membershipSchema = z.object({
  id: z.uuid(),
  role: z.string(),
  team: z.string().nullable(),
  organisationId: z.uuid().nullable(),
  organisationName: z.string().nullable(),
  /** The kind of acting role: Plh. during an absence, Plt. while the office is vacant. */
  acting: z.enum(["plh", "plt"]).nullable(),
  actingForName: z.string().nullable(),
  /** The last day of a role with an end (local date). */
  lastDay: z.string().nullable(),
});

/** The authenticated person, and the installation. */
export const sessionSchema = z.object({
  person: z
    .object({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      locale: z.enum(["id", "en"]),
      isDemo: z.boolean(),
      /** Until then, submissions in the person's name are refused. */
      isEmailConfirmed: z.boolean(),
    })
    .nullable(),
  memberships: z.array(membershipSchema),
  permissions: z.array(z.string()),
  /** Officers must give a second factor; until then their roles have no effect. */
  secondFactor: z.enum(["not-needed", "to-enrol", "to-give", "given"]),
  installation: z.object({
    demonstration: z.boolean(),
    /** Whether the start page of the demonstration offers log-in by role. */
    hasStartPage: z.boolean(),
    name: z.string(),
    /** False if only a call centre runs. */
    licensing: z.boolean(),
  }),
});

const email = z.email().max(254);
const password = z.string().min(1).max(200);
const name = personNameSchema;

/** Credentials of a log-in. */
export const logInSchema = z.strictObject({ email, password });

/** Sign-up of a new person. */
export const signUpSchema = z.strictObject({ email, name, password, locale: z.enum(["id", "en"]).default("id") });

/** Creates the first administrator, by a one-time link. */
export const firstAdministratorSchema = z.strictObject({ token: z.string().min(1).max(100), email, name, password });

/** Paging of every list. */
const pageQuery = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
};

/** Search over people. */
export const peopleQuery = z.strictObject({ search: z.string().max(100).default(""), ...pageQuery });

/** People with their roles. */
export const peopleSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      isDemo: z.boolean(),
      disabledAt: z.string().nullable(),
      memberships: z.array(membershipSchema),
    }),
  ),
});

/** A code of six digits from an authenticator, or a recovery code. */
export const secondFactorCodeSchema = z.strictObject({ code: z.string().trim().min(6).max(20) });

/** The secret for an authenticator app, as text and as the URL of a QR code. */
export const enrolmentSchema = z.object({ secret: z.string(), uri: z.string() });

/** Recovery codes, displayed once; each is valid once. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

/** Gives a person a role. */
export const grantSchema = z.strictObject({ role: z.enum(ROLE_LIST), team: z.enum(TEAMS).nullable().default(null) });

/** A mandate that awaits a second person: kinds of decree, beginning, signer and capacity. */
const mandateSummary = z.object({
  decreeKinds: z.array(z.string()),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  signerName: z.string(),
  capacity: z.array(z.string()),
});

/** The summary of a mandate that awaits a second person. */
export type MandateSummary = z.infer<typeof mandateSummary>;

/** Officers' roles and mandates that await a second person, oldest first. */
export const authorityProposalsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      /** The person who would receive the role or be the only signer. */
      personName: z.string().nullable(),
      proposedByName: z.string(),
      proposedAt: z.iso.datetime(),
      /** When it lapses. */
      expiresAt: z.iso.datetime(),
      mayConfirm: z.boolean(),
      role: z.object({ role: z.enum(ROLE_LIST), team: z.enum(TEAMS).nullable() }).nullable(),
      mandate: mandateSummary.nullable(),
    }),
  ),
});

const office = {
  role: z.enum(DELEGABLE_ROLES),
  team: z.enum(TEAMS).nullable().default(null),
  /** The holder of the office; null if it is vacant. */
  forPersonId: z.uuid().nullable(),
};

/** Appoints an acting officer. Days are local dates, both included. */
export const delegationFormSchema = z.strictObject({
  ...office,
  acting: z.enum(["plh", "plt"]),
  personId: z.uuid(),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  reason: z.string().trim().min(1).max(500),
  letterNumber: z.string().trim().min(1).max(100),
});

const personSchema = z.object({ id: z.uuid(), name: z.string() });

/** Present, past and future acting officers, latest beginning first. */
export const delegationsSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      acting: z.enum(["plh", "plt"]),
      role: z.string(),
      team: z.string().nullable(),
      person: personSchema,
      forPerson: personSchema.nullable(),
      firstDay: z.string(),
      lastDay: z.string(),
      reason: z.string(),
      letterNumber: z.string(),
      namedBy: z.string().nullable(),
      state: z.enum(["to-come", "in-force", "over", "ended"]),
      /** When it was ended early. */
      endedAt: z.string().nullable(),
      mayEnd: z.boolean(),
    }),
  ),
});

/** The offices that the caller may delegate, and the officers who could act in them. */
export const delegationChoicesSchema = z.object({
  offices: z.array(
    z.object({ role: z.string(), team: z.string().nullable(), holder: personSchema.nullable(), isVacant: z.boolean() }),
  ),
  officers: z.array(personSchema.extend({ roles: z.array(z.string()) })),
  daysMax: z.object({ plh: z.number(), plt: z.number() }),
  firstDayMin: z.string(),
});

/** Query of delegations. */
export const delegationsQuery = z.strictObject({
  state: z.enum(["open", "all"]).default("open"),
  ...pageQuery,
});

/** The lists with saved views. */
export const SAVED_VIEW_LISTS = ["applications", "verifications", "calls", "licences"] as const;

/** One of `SAVED_VIEW_LISTS`. */
export type SavedViewList = (typeof SAVED_VIEW_LISTS)[number];

/** The list of the views. */
export const savedViewsQuery = z.strictObject({ list: z.enum(SAVED_VIEW_LISTS) });

/** A view to save: `query` is the query string of the list's URL, without "?". */
export const savedViewFormSchema = z.strictObject({
  list: z.enum(SAVED_VIEW_LISTS),
  name: z.string().trim().min(1).max(60),
  query: z
    .string()
    .max(500)
    .regex(/^[\w.~%+&=:-]*$/),
});

/** A person's views of a list. */
export const savedViewsSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), query: z.string() })),
});

/** Grants read access: person, reason, and number of hours. */
export const contentGrantSchema = z.strictObject({
  email: z.email().max(254),
  reason: z.string().trim().min(10).max(500),
  hours: z.number().int().min(1).max(72),
});

/** The grants of read access to a tenant's content, newest first, and the accesses. */
export const contentGrantsSchema = z.object({
  grants: z.array(
    z.object({
      id: z.uuid(),
      email: z.string(),
      personName: z.string(),
      grantedByName: z.string(),
      reason: z.string(),
      grantedAt: z.iso.datetime(),
      /** The end of the grant, planned or actual. */
      endsAt: z.iso.datetime(),
      isInForce: z.boolean(),
    }),
  ),
  looks: z.array(z.object({ id: z.uuid(), at: z.iso.datetime(), path: z.string(), personName: z.string() })),
});
