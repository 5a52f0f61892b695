import { z } from "zod";
import { CALL_RATE_LIMIT_MAX } from "./accounts/call-rate-limit.shared.ts";

/** The two places of a token: the one that hooks are signed with, and one beside it while programs change over. */
const TOKEN_PLACES = ["primary", "secondary"] as const;

/** The account of a call centre for programs; tokens themselves are shown by a look of their own. */
export const accountOfCentreSchema = z.object({
  accountSid: z.string(),
  /** Below which programs set their base address. */
  baseUrl: z.string(),
  primaryMadeAt: z.iso.datetime(),
  secondaryMadeAt: z.iso.datetime().nullable(),
});

/** Which token somebody looks at. */
export const tokenLookFormSchema = z.strictObject({ place: z.enum(TOKEN_PLACES) });

/** A token as it was looked at. */
export const tokenSchema = z.object({ token: z.string() });

const URL_MAX = 2_048;
const address = z.string().max(URL_MAX).nullable();
const method = z.enum(["GET", "POST"]);

/** Where calls are asked about, and where they are while that answers nothing; null for nowhere. */
const hooks = { voiceUrl: address, voiceMethod: method, fallbackUrl: address, fallbackMethod: method } as const;
/** Who is told the end of calls. */
const statusHook = { statusUrl: address, statusMethod: method } as const;
/** Where a number is asked about what is written to it. */
const sms = { smsUrl: address, smsMethod: method, smsFallbackUrl: address, smsFallbackMethod: method } as const;
/** What is left out of a form stays as it is. */
const optional = <Shape extends z.core.$ZodShape>(shape: Shape) => z.object(shape).partial().shape;

/** An application as a form has it. */
export const applicationFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  ...hooks,
  ...optional(statusHook),
});

/** What changes of an application, as a form has it. */
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

/** What changes of what leads the calls of a number, as a form has it: an application, or addresses of the number's own. */
export const numberHookFormSchema = z.strictObject({
  applicationId: z.uuid().nullable().optional(),
  ...optional(hooks),
  ...optional(statusHook),
  ...optional(sms),
  /** Who serves a caller whom no document leads on. */
  fallbackQueueId: z.uuid().nullable().optional(),
});

/** Numbers of a call centre with what leads their calls, and what could. */
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

/** The account by which programs are tried. */
export const testAccountSchema = z.object({ accountSid: z.string(), token: z.string() });

const DOCUMENT_MAX = 4_000;

/** A call that tries a document, or the hook at an address; one of the two. */
export const testCallFormSchema = z.strictObject({
  from: z.string().trim().min(1).max(20),
  /** A phone of the house by its extension, or a number outside. */
  to: z.string().trim().min(1).max(40),
  url: z.string().trim().min(1).max(URL_MAX).nullable(),
  document: z.string().min(1).max(DOCUMENT_MAX).nullable(),
});

/** A test call that was ordered. */
export const orderedTestCallSchema = z.object({ id: z.uuid(), sid: z.string() });

/** A key that signs tokens for browsers, as a form has it. */
export const signingKeyFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Null for no end. */
  expiresAt: z.iso.datetime().nullable(),
});

/** A key that signs tokens, as a form has it. */
export type SigningKeyForm = z.infer<typeof signingKeyFormSchema>;

/** Such a key that was made; its secret is told this once. */
export const madeSigningKeySchema = z.object({ id: z.uuid(), sid: z.string(), secret: z.string() });

/** Such keys of a call centre, newest first. */
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

/** The pace of a call centre, with the one that was read. */
export const callPaceChangeSchema = z.strictObject({
  before: z.strictObject({ perSecond: z.number(), burst: z.number(), atOnce: z.number() }),
  pace: z.strictObject({
    /** Calls that begin in a second. */
    perSecond: whole(CALL_RATE_LIMIT_MAX.perSecond),
    /** Calls that begin at once after a pause. */
    burst: whole(CALL_RATE_LIMIT_MAX.burst),
    /** Calls that go on at once. */
    atOnce: whole(CALL_RATE_LIMIT_MAX.atOnce),
  }),
});

/** How fast calls of programs begin, how many orders wait and may wait, and how many calls go on. */
export const callPaceSchema = z.object({
  perSecond: z.number(),
  burst: z.number(),
  atOnce: z.number(),
  going: z.number(),
  waiting: z.number(),
  waitingMax: z.number(),
});

const rateSchema = z.object({ perSecond: z.number(), burst: z.number() });

/** What programs of a call centre may ask for. */
export const callLimitsSchema = z.object({
  calls: callPaceSchema,
  /** All that they ask. */
  requests: rateSchema.extend({ atOnce: z.number() }),
  /** Calls and messages that they create, among it. */
  creations: rateSchema,
});
