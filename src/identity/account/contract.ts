import { z } from "zod";
import { personNameSchema } from "../person-name.ts";

const email = z.email().max(254);
const password = z.string().min(1).max(200);
const name = personNameSchema;
const locale = z.enum(["id", "en"]);

/** The token of a mailed link. */
export const tokenSchema = z.strictObject({ token: z.string().min(1).max(100) });

/** The result of following a mailed link. */
export const followedLinkSchema = z.object({ kind: z.enum(["confirmed", "changed"]), email: z.string() });

/** The state of a link, before any input. */
export const linkStateSchema = z.object({ expiresAt: z.iso.datetime(), email: z.string() });

/** Requests a link to set a new password. */
export const resetRequestSchema = z.strictObject({ email });

/** Sets a new password by such a link. */
export const resetSchema = tokenSchema.extend({ password });

/** A new address, with the password as proof of identity. */
export const emailChangeSchema = z.strictObject({ email, currentPassword: password });

/** A new password, with the present one as proof of identity. */
export const passwordChangeSchema = z.strictObject({ currentPassword: password, password });

/** A person's name, and the language of their mails. */
export const profileSchema = z.strictObject({ name, locale });

/** A person's own account. */
export const accountSchema = z.object({
  name: z.string(),
  email: z.string(),
  locale,
  isDemo: z.boolean(),
  isEmailConfirmed: z.boolean(),
  /** The address of a pending change. */
  pendingEmail: z.object({ email: z.string(), expiresAt: z.iso.datetime() }).nullable(),
  secondFactor: z.object({
    enrolledAt: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.number(),
    /** Officers must have a second factor. */
    isRequired: z.boolean(),
  }),
  /** Minimum strength of a password, 0 to 4. */
  passwordStrengthMin: z.number(),
});

/** A person's sessions. */
export const sessionsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      /** From the User-Agent; null if unknown. */
      browser: z.string().nullable(),
      system: z.string().nullable(),
      kind: z.enum(["desktop", "phone", "tablet", "unknown"]),
      since: z.iso.datetime(),
      lastSeen: z.iso.datetime(),
      isThis: z.boolean(),
    }),
  ),
});

/** Number of sessions ended. */
export const endedSchema = z.object({ ended: z.number() });

/** Proof of identity by the present password. */
export const currentPasswordSchema = z.strictObject({ currentPassword: password });
