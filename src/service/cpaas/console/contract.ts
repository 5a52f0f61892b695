import { z } from "zod";
import { ERROR_PLACES } from "./api-error.ts";

const instant = z.iso.datetime();
const PAGE_MAX = 100;
const PAGE = 50;

/** Filters that both lists share: local dates of the call centre, and the cursor of the page. */
const listFields = {
  error: z.coerce.number().int().min(0).max(99_999).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE),
};

/** Query of the request log. */
export const requestsQuery = z.strictObject({
  ...listFields,
  outcome: z.enum(["ok", "failed"]).optional(),
  /** Error code of a request below `/api/v1`. */
  code: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
  sid: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}[0-9a-f]{32}$/)
    .optional(),
  key: z.uuid().optional(),
});

/** Query of the webhook exchanges; `call` is the call's id or SID. */
export const exchangesQuery = z.strictObject({
  ...listFields,
  outcome: z.enum(["ok", "warned", "failed"]).optional(),
  call: z
    .string()
    .trim()
    .regex(/^(?:(?:CA|SM)[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
    .optional(),
});

/** An error with its explanation. */
const explanationSchema = z.object({
  code: z.number(),
  place: z.enum(ERROR_PLACES),
  status: z.number().nullable(),
  title: z.string(),
  cause: z.string(),
  todo: z.string(),
});

/** Every error that API clients can meet, by number. */
export const explanationsSchema = z.object({ items: z.array(explanationSchema) });

/** A logged API request, with personal data masked. */
const requestRowSchema = z.object({
  id: z.uuid(),
  at: instant,
  method: z.string(),
  /** Path pattern of the route. */
  path: z.string(),
  status: z.number(),
  error: z.number().nullable(),
  /** Error code of a request below `/api/v1`; null for Twilio-compatible routes, which use error numbers. */
  errorCode: z.string().nullable(),
  durationMs: z.number(),
  /** Whether the request used the test token. */
  isTest: z.boolean(),
  /** The API key used; null for the account's auth token. */
  key: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  sid: z.string().nullable(),
});

/** Requests, newest first; `next` is the cursor of the next page. */
export const requestsSchema = z.object({
  items: z.array(requestRowSchema),
  next: z.string().nullable(),
  timeZone: z.string(),
});

/** One request with its parameters. */
export const requestSchema = requestRowSchema.extend({
  params: z.record(z.string(), z.string()),
  explanation: explanationSchema.nullable(),
  /** The call that the request concerned or created; null for other requests. */
  callId: z.uuid().nullable(),
  timeZone: z.string(),
});

const exchangeRowSchema = z.object({
  id: z.uuid(),
  at: instant,
  callId: z.uuid(),
  callSid: z.string(),
  /** Sequence number of the exchange within its call. */
  nth: z.number(),
  kind: z.enum(["voice", "fallback", "document", "sound", "message", "speech", "sms"]),
  method: z.enum(["GET", "POST"]),
  /** URL without its query string; empty for a document that came with the call's order. */
  url: z.string(),
  status: z.number().nullable(),
  durationMs: z.number(),
  error: z.number().nullable(),
  warnings: z.number(),
});

/** Webhook exchanges, newest first. */
export const hookExchangesSchema = z.object({
  items: z.array(exchangeRowSchema),
  next: z.string().nullable(),
  timeZone: z.string(),
});

/** One webhook exchange with its request and response, masked and truncated. */
export const hookExchangeSchema = exchangeRowSchema.omit({ warnings: true }).extend({
  fields: z.record(z.string(), z.string()),
  answer: z.string(),
  warnings: z.array(z.object({ number: z.number(), verb: z.string(), attribute: z.string().nullable() })),
  explanation: explanationSchema.nullable(),
  timeZone: z.string(),
});

/** API timeline of one call, oldest entry first. */
export const callStorySchema = z.object({
  id: z.uuid(),
  sid: z.string(),
  timeZone: z.string(),
  /** Whether a call exists, which the call history lists. */
  isCall: z.boolean(),
  /** The application's call order; null for a call without an order. */
  order: z
    .object({
      from: z.string(),
      to: z.string(),
      voiceUrl: z.string().nullable(),
      fallbackUrl: z.string().nullable(),
      state: z.enum(["queued", "taken", "begun", "refused", "cancelled"]),
      /** Reason why the order created no call. */
      refusal: z.string().nullable(),
      createdAt: instant,
      begunAt: instant.nullable(),
      doneAt: instant.nullable(),
    })
    .nullable(),
  requests: z.array(requestRowSchema),
  /** Each exchange with the verbs of its response document. */
  exchanges: z.array(exchangeRowSchema.extend({ verbs: z.array(z.string()) })),
});
