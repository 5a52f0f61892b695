import { z } from "zod";
import { ERROR_PLACES } from "./api-error.ts";

const instant = z.iso.datetime();
const PAGE_MAX = 100;
const PAGE = 50;

/** What both lists are narrowed down by: local days of the call centre, and where a page goes on. */
const listFields = {
  error: z.coerce.number().int().min(0).max(99_999).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE),
};

/** Which requests of programs are asked for. */
export const requestsQuery = z.strictObject({
  ...listFields,
  outcome: z.enum(["ok", "failed"]).optional(),
  /** The code of what was wrong below `/api/v1`. */
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

/** Which exchanges with hooks are asked for; `call` is its id or its SID. */
export const exchangesQuery = z.strictObject({
  ...listFields,
  outcome: z.enum(["ok", "warned", "failed"]).optional(),
  call: z
    .string()
    .trim()
    .regex(/^(?:(?:CA|SM)[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
    .optional(),
});

/** An error as it is explained. */
const explanationSchema = z.object({
  code: z.number(),
  place: z.enum(ERROR_PLACES),
  status: z.number().nullable(),
  title: z.string(),
  cause: z.string(),
  todo: z.string(),
});

/** Every error that programs can meet, by its number. */
export const explanationsSchema = z.object({ items: z.array(explanationSchema) });

/** A request of a program as it was kept, masked. */
const requestRowSchema = z.object({
  id: z.uuid(),
  at: instant,
  method: z.string(),
  /** The route. */
  path: z.string(),
  status: z.number(),
  error: z.number().nullable(),
  /** The code of what was wrong below `/api/v1`; null for Twilio-compatible routes, which have a number. */
  errorCode: z.string().nullable(),
  durationMs: z.number(),
  /** By the token of tests. */
  isTest: z.boolean(),
  /** The key that was shown; null for the account's token. */
  key: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  sid: z.string().nullable(),
});

/** Requests, newest first; `next` is what the next page goes on behind. */
export const requestsSchema = z.object({
  items: z.array(requestRowSchema),
  next: z.string().nullable(),
  timeZone: z.string(),
});

/** One request with what it brought. */
export const requestSchema = requestRowSchema.extend({
  params: z.record(z.string(), z.string()),
  explanation: explanationSchema.nullable(),
  /** The call that it was about or made, where it was one. */
  callId: z.uuid().nullable(),
  timeZone: z.string(),
});

const exchangeRowSchema = z.object({
  id: z.uuid(),
  at: instant,
  callId: z.uuid(),
  callSid: z.string(),
  /** The question of its call. */
  nth: z.number(),
  kind: z.enum(["voice", "fallback", "document", "sound", "message", "speech", "sms"]),
  method: z.enum(["GET", "POST"]),
  /** Without what it asks; empty for a document that came with the order of its call. */
  url: z.string(),
  status: z.number().nullable(),
  durationMs: z.number(),
  error: z.number().nullable(),
  warnings: z.number(),
});

/** Exchanges with hooks, newest first. */
export const hookExchangesSchema = z.object({
  items: z.array(exchangeRowSchema),
  next: z.string().nullable(),
  timeZone: z.string(),
});

/** One exchange with what was asked and answered, masked and cut. */
export const hookExchangeSchema = exchangeRowSchema.omit({ warnings: true }).extend({
  fields: z.record(z.string(), z.string()),
  answer: z.string(),
  warnings: z.array(z.object({ number: z.number(), verb: z.string(), attribute: z.string().nullable() })),
  explanation: explanationSchema.nullable(),
  timeZone: z.string(),
});

/** What programs have to do with one call, oldest first. */
export const callStorySchema = z.object({
  id: z.uuid(),
  sid: z.string(),
  timeZone: z.string(),
  /** Whether it has come to a call, which the history of calls tells of. */
  isCall: z.boolean(),
  /** What an application ordered; null for a call that nobody ordered. */
  order: z
    .object({
      from: z.string(),
      to: z.string(),
      voiceUrl: z.string().nullable(),
      fallbackUrl: z.string().nullable(),
      state: z.enum(["queued", "taken", "begun", "refused", "cancelled"]),
      /** Why no call came of it. */
      refusal: z.string().nullable(),
      createdAt: instant,
      begunAt: instant.nullable(),
      doneAt: instant.nullable(),
    })
    .nullable(),
  requests: z.array(requestRowSchema),
  /** With the verbs of each document that was answered. */
  exchanges: z.array(exchangeRowSchema.extend({ verbs: z.array(z.string()) })),
});
