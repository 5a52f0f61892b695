import { z } from "zod";
import { limitField, pageQuery } from "./list-place.ts";

const address = z.string().min(1).max(2_048).nullable();
const method = z.enum(["GET", "POST"]);
const instant = z.iso.datetime();
const name = z.string().trim().min(1).max(80);
/** Code of one of the call centre's numbers. */
export const codeParam = z.object({ code: z.string().regex(/^\d{3,8}$/) });

/** Voice webhooks: primary URL, fallback URL, and status callback; null for none. */
const hooks = {
  voiceUrl: address.describe("Webhook that controls calls; null if none."),
  voiceMethod: method,
  fallbackUrl: address.describe("Fallback webhook if the response of `voiceUrl` cannot control the call."),
  fallbackMethod: method,
  statusUrl: address.describe("Status callback, requested when a call ends."),
  statusMethod: method,
} as const;
/** SMS webhook of a number, and its fallback. */
const sms = { smsUrl: address, smsMethod: method, smsFallbackUrl: address, smsFallbackMethod: method } as const;
const changes = <Shape extends z.core.$ZodShape>(shape: Shape) => z.strictObject(shape).partial();

/** Request body that creates an application. */
export const applicationFormSchema = changes(hooks).extend({ name });

/** Request body that updates an application; omitted fields keep their values. */
export const applicationChangeSchema = changes({ name, ...hooks });

/** An application in API responses. */
export const applicationSchema = z
  .object({ id: z.uuid(), name: z.string(), ...hooks, createdAt: instant, changedAt: instant })
  .meta({ id: "Application" });

/** Query of the list of applications, newest first. */
export const applicationsQuery = z.strictObject({ name: z.string().max(80).optional(), ...pageQuery });

/** One page of applications. */
export const applicationsSchema = z
  .object({ items: z.array(applicationSchema), next: z.string().nullable() })
  .meta({ id: "Applications" });

const leading = {
  applicationId: z
    .uuid()
    .nullable()
    .describe("Application that controls the calls; null if the number has webhooks of its own."),
  ...hooks,
  ...sms,
  fallbackQueueId: z.uuid().nullable().describe("Queue for callers whose call is no longer controlled by TwiML."),
} as const;

/** Request body that updates the webhooks of a number; omitted fields keep their values. */
export const numberChangeSchema = changes(leading);

/** A number of the call centre in API responses. */
export const numberSchema = z
  .object({
    code: z.string(),
    label: z.string(),
    ...leading,
    takesMessages: z.boolean().describe("Whether a carrier handles SMS for this number."),
    createdAt: instant,
    changedAt: instant.nullable(),
  })
  .meta({ id: "PhoneNumber" });

/** Query of the list of numbers, ordered by code. */
export const numbersQuery = z.strictObject({
  holds: z
    .string()
    .regex(/^\d{1,8}$/)
    .optional()
    .describe("Digits contained in the number."),
  after: z
    .string()
    .regex(/^\d{3,8}$/)
    .optional()
    .describe("`next` of the previous page, unchanged."),
  limit: limitField,
});

/** One page of numbers. */
export const numbersSchema = z
  .object({ items: z.array(numberSchema), next: z.string().nullable() })
  .meta({ id: "PhoneNumbers" });
