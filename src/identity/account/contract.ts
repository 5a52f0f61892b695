import { z } from "zod";
import { personNameSchema } from "../person-name.ts";

const email = z.email().max(254);
const password = z.string().min(1).max(200);
const name = personNameSchema;
const locale = z.enum(["id", "en"]);

/** The token of a mailed link. */
export const tokenSchema = z.strictObject({ token: z.string().min(1).max(100) });

/** What following a link to an address did. */
export const followedLinkSchema = z.object({ kind: z.enum(["confirmed", "changed"]), email: z.string() });

/** Whether a link may still be used, before anything is typed. */
export const linkStateSchema = z.object({ expiresAt: z.iso.datetime(), email: z.string() });

/** Asks for a link that sets a new password. */
export const resetRequestSchema = z.strictObject({ email });

/** Sets a new password by such a link. */
export const resetSchema = tokenSchema.extend({ password });

/** A new address, and the password to show who asks. */
export const emailChangeSchema = z.strictObject({ email, currentPassword: password });

/** A new password in place of the present one. */
export const passwordChangeSchema = z.strictObject({ currentPassword: password, password });

/** How a person is called, and the language of his mails. */
export const profileSchema = z.strictObject({ name, locale });

/** A person's own account. */
export const accountSchema = z.object({
  name: z.string(),
  email: z.string(),
  locale,
  isDemo: z.boolean(),
  isEmailConfirmed: z.boolean(),
  /** The address he is about to change to. */
  pendingEmail: z.object({ email: z.string(), expiresAt: z.iso.datetime() }).nullable(),
  secondFactor: z.object({
    enrolledAt: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.number(),
    /** Officers cannot be without. */
    isRequired: z.boolean(),
  }),
  /** Least strength of a password, 0 to 4. */
  passwordStrengthMin: z.number(),
});

/** Where a person is signed in. */
export const sessionsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      /** As the browser names itself; null when it does not. */
      browser: z.string().nullable(),
      system: z.string().nullable(),
      kind: z.enum(["desktop", "phone", "tablet", "unknown"]),
      since: z.iso.datetime(),
      lastSeen: z.iso.datetime(),
      isThis: z.boolean(),
    }),
  ),
});

/** How many sessions were ended. */
export const endedSchema = z.object({ ended: z.number() });

/** Shows by the present password who asks. */
export const currentPasswordSchema = z.strictObject({ currentPassword: password });
