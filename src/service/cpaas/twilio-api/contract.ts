import { z } from "zod";
import { CALL_RATE_LIMIT_MAX } from "./accounts/call-rate-limit.shared.ts";

/** Auth tokens: the primary one signs webhooks, the secondary one serves a rotation. */
const TOKEN_PLACES = ["primary", "secondary"] as const;

/** API account of a call centre, without its tokens, which have their own route. */
export const accountOfCentreSchema = z.object({
  accountSid: z.string(),
  /** Base URL for API clients. */
  baseUrl: z.string(),
  primaryMadeAt: z.iso.datetime(),
  secondaryMadeAt: z.iso.datetime().nullable(),
});

/** Selects the token to show. */
export const tokenLookFormSchema = z.strictObject({ place: z.enum(TOKEN_PLACES) });

/** A token in clear text. */
export const tokenSchema = z.object({ token: z.string() });

const URL_MAX = 2_048;
const address = z.string().max(URL_MAX).nullable();
const method = z.enum(["GET", "POST"]);

/** Voice webhook and its fallback; null for none. */
const hooks = { voiceUrl: address, voiceMethod: method, fallbackUrl: address, fallbackMethod: method } as const;
/** Status callback for the end of calls. */
const statusHook = { statusUrl: address, statusMethod: method } as const;
/** SMS webhook of a number, and its fallback. */
const sms = { smsUrl: address, smsMethod: method, smsFallbackUrl: address, smsFallbackMethod: method } as const;
/** Optional fields keep their values if omitted. */
const optional = <Shape extends z.core.$ZodShape>(shape: Shape) => z.object(shape).partial().shape;

/** Form that creates an application. */
export const applicationFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  ...hooks,
  ...optional(statusHook),
});

/** Form that updates an application. */
export const applicationChangeFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  ...optional(hooks),
  ...optional(statusHook),
});

/** Applications of a call centre, newest first. */
export const applicationsSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), sid: z.string(), name: z.string(), ...hooks, ...statusHook, changedAt: z.iso.datetime() }),
  ),
});

/** Form that updates the webhooks of a number: an application, or own URLs of the number. */
export const numberHookFormSchema = z.strictObject({
  applicationId: z.uuid().nullable().optional(),
  ...optional(hooks),
  ...optional(statusHook),
  ...optional(sms),
  /** Fallback queue for callers whose application has failed. */
  fallbackQueueId: z.uuid().nullable().optional(),
});

/** Numbers of a call centre with their webhooks, and the available applications and queues. */
export const numberHooksSchema = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      sid: z.string(),
      label: z.string(),
      applicationId: z.uuid().nullable(),
      ...hooks,
      ...statusHook,
      ...sms,
      hasMessages: z.boolean(),
      fallbackQueueId: z.uuid().nullable(),
    }),
  ),
  queues: z.array(z.object({ id: z.uuid(), name: z.string() })),
});

/** Test account for trying the API. */
export const testAccountSchema = z.object({ accountSid: z.string(), token: z.string() });

const DOCUMENT_MAX = 4_000;

/** Test call of either an inline document or a webhook URL. */
export const testCallFormSchema = z.strictObject({
  from: z.string().trim().min(1).max(20),
  /** An internal phone by its extension, or an external number. */
  to: z.string().trim().min(1).max(40),
  url: z.string().trim().min(1).max(URL_MAX).nullable(),
  document: z.string().min(1).max(DOCUMENT_MAX).nullable(),
});

/** An ordered test call. */
export const orderedTestCallSchema = z.object({ id: z.uuid(), sid: z.string() });

/** Form that creates a signing key for browser tokens. */
export const signingKeyFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Null for no expiry. */
  expiresAt: z.iso.datetime().nullable(),
});

/** Form that creates a signing key. */
export type SigningKeyForm = z.infer<typeof signingKeyFormSchema>;

/** A new signing key; the secret is returned once only. */
export const madeSigningKeySchema = z.object({ id: z.uuid(), sid: z.string(), secret: z.string() });

/** Signing keys of a call centre, newest first. */
export const signingKeysSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      sid: z.string(),
      name: z.string(),
      createdAt: z.iso.datetime(),
      createdBy: z.string(),
      expiresAt: z.iso.datetime().nullable(),
      usedAt: z.iso.datetime().nullable(),
    }),
  ),
});

const whole = (most: number) => z.number().int().min(1).max(most);

/** Change of a call rate limit, with the values read before. */
export const callPaceChangeSchema = z.strictObject({
  before: z.strictObject({ perSecond: z.number(), burst: z.number(), atOnce: z.number() }),
  pace: z.strictObject({
    /** Calls started per second. */
    perSecond: whole(CALL_RATE_LIMIT_MAX.perSecond),
    /** Calls started at once after a pause. */
    burst: whole(CALL_RATE_LIMIT_MAX.burst),
    /** Concurrent calls. */
    atOnce: whole(CALL_RATE_LIMIT_MAX.atOnce),
  }),
});

/** Call rate limit of a call centre, waiting orders and their maximum, and active calls. */
export const callPaceSchema = z.object({
  perSecond: z.number(),
  burst: z.number(),
  atOnce: z.number(),
  going: z.number(),
  waiting: z.number(),
  waitingMax: z.number(),
});

const rateSchema = z.object({ perSecond: z.number(), burst: z.number() });

/** Limits of the API clients of a call centre. */
export const callLimitsSchema = z.object({
  calls: callPaceSchema,
  /** All requests. */
  requests: rateSchema.extend({ atOnce: z.number() }),
  /** Requests among them that create calls and messages. */
  creations: rateSchema,
});
