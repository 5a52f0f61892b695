import { z } from "zod";

const ROLES = ["applicant", "officer", "agent", "supervisor", "developer"] as const;

const roleSchema = z.enum(ROLES);

/** A role that a user of a demonstration may try. */
export type DemonstrationRole = z.infer<typeof roleSchema>;

const stateSchema = z.enum(["building", "ready", "failed"]);
const stepSchema = z.object({ done: z.int().min(0), total: z.int().min(0), name: z.string().max(200) });

/** The progress of the demonstration's data, and its people: from the supervisor process to the portal. */
export const demonstrationStatusSchema = z.object({
  state: stateSchema,
  step: stepSchema.nullable(),
  people: z.array(z.object({ role: roleSchema, email: z.string().max(254) })).max(ROLES.length),
  accountSid: z.string().nullable(),
  authToken: z.string().nullable(),
  /** The public page of a decree. */
  verifyUrl: z.string().nullable(),
});

/** The progress of the demonstration's data, and its people. */
export type DemonstrationStatus = z.infer<typeof demonstrationStatusSchema>;

/** The content of the start page. */
export const demonstrationSchema = z.object({
  state: stateSchema,
  step: stepSchema.nullable(),
  /** The roles available for log-in now. */
  roles: z.array(roleSchema),
  accountSid: z.string().nullable(),
  /** The path of a decree's public page on this installation. */
  verifyPath: z.string().nullable(),
});

const ringRefusalSchema = z.enum([
  "demonstration-ring-busy",
  "demonstration-switch-away",
  "demonstration-caller-missing",
]);

/** Why no simulated caller calls the user. */
export type RingRefusal = z.infer<typeof ringRefusalSchema>;

/** Parses the result of a requested demonstration call: null once the caller waits in the queue. */
export const ringOutcomeSchema = z.object({ id: z.string(), refusal: ringRefusalSchema.nullable() });

/** Logs in as the person of a role. */
export const demonstrationSessionSchema = z.strictObject({ role: roleSchema });

/** Logs in as the person of a role and opens a page, in the format of a form without script. */
export const demonstrationVisitSchema = z.strictObject({ role: roleSchema, to: z.string().max(200) });

/** The token of the demonstration's API account. */
export const demonstrationTokenSchema = z.object({ token: z.string() });
