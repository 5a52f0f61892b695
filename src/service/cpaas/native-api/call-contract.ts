import { z } from "zod";
import { CALL_SECONDS, DOCUMENT_MAX, SEND_DIGITS } from "../twilio-api/index.ts";
import { pageQuery } from "./list-place.ts";

const URL_MAX = 2_048;
const url = z.string().min(1).max(URL_MAX);
const method = z.enum(["GET", "POST"]).default("POST");
const instant = z.iso.datetime({ offset: true });
const moment = z.iso.datetime().nullable();

/** States of a call. */
const CALL_STATES = [
  ...(["queued", "ringing", "in-progress", "completed", "cancelled", "busy", "no-answer", "failed"] as const),
] as const;

/** Instructions of a call: a webhook URL, an inline document, or an application of the call centre. */
const instructionsSchema = z.union([
  z.strictObject({
    url: url.describe("Webhook, requested once the call is answered; it returns TwiML."),
    method,
    fallbackUrl: url.optional().describe("Fallback webhook if the response of `url` cannot control the call."),
    fallbackMethod: method,
  }),
  z.strictObject({ document: z.string().min(1).max(DOCUMENT_MAX).describe("The TwiML document itself.") }),
  z.strictObject({ applicationId: z.uuid().describe("Application of the call centre.") }),
]);

/** Status callback: URL, method and events; null for no callback. */
export function callbackField<const Event extends string>(events: readonly Event[], usual: readonly Event[]) {
  return z
    .strictObject({
      url,
      method,
      events: z
        .array(z.enum(events))
        .min(1)
        .max(events.length)
        .default([...usual]),
    })
    .nullable()
    .default(null);
}

/** Destination of a call, its caller ID, and its status callbacks. */
export const ringingFields = {
  to: z.string().max(40).optional().describe("External number in E.164. Give either this or `toExtension`."),
  toExtension: z
    .string()
    .regex(/^\d{2,8}$/)
    .optional()
    .describe("Extension of the call centre."),
  from: z.string().max(20).describe("Number of the call centre, shown as caller ID."),
  talkSecondsMax: z.int().min(1).max(CALL_SECONDS.talkMost).nullable().default(null),
  record: z
    .boolean()
    .default(false)
    .describe("Whether conversations of the call are recorded, according to the settings of its number."),
  statusCallback: callbackField(["initiated", "ringing", "answered", "completed"], ["completed"]).describe(
    "Status callback of the call.",
  ),
  recordingCallback: callbackField(["completed", "absent"], ["completed"]).describe(
    "Callback once the recording can be played.",
  ),
} as const;

/** Request body that creates a call. */
export const callFormSchema = z.strictObject({
  ...ringingFields,
  instructions: instructionsSchema,
  ringSeconds: z.int().min(1).max(CALL_SECONDS.ringMost).default(CALL_SECONDS.ring),
  sendDigits: z
    .string()
    .regex(SEND_DIGITS)
    .nullable()
    .default(null)
    .describe("Keys sent once the call is answered; `w` waits for half a second."),
});

/** Request body that redirects a call to new instructions. */
export const redirectFormSchema = z.strictObject({ instructions: instructionsSchema });

/** Request body that ends a call. */
export const endFormSchema = z
  .strictObject({
    unlessAnswered: z.boolean().default(false).describe("Only if the call has not been answered; otherwise 409."),
  })
  .nullish();

/** A call in API responses. */
export const callSchema = z
  .object({
    id: z.uuid(),
    direction: z.enum(["inbound", "outbound", "internal"]),
    from: z.string().describe("Telephone number in E.164, number of the call centre, or extension."),
    to: z.string(),
    code: z.string().nullable().describe("Number of the call centre that was called or is shown."),
    state: z.enum(CALL_STATES),
    end: z
      .string()
      .nullable()
      .describe("Outcome of the call, or why no telephone switch started it; null until it is final."),
    orderedAt: moment.describe("Time of the API request; null for other calls, and after seven days."),
    beganAt: moment,
    endedAt: moment,
    talkSeconds: z.number().nullable().describe("From answer to end; null while the call is in progress."),
    costRupiah: z
      .number()
      .nullable()
      .describe("By the price list of the call centre; null while the call is in progress."),
  })
  .meta({ id: "Call" });

/** A call with its legs and recordings. */
export const callStorySchema = callSchema
  .extend({
    legs: z.array(
      z.object({
        id: z.uuid(),
        number: z.string().nullable().describe("Number dialled by an application."),
        extension: z.string().nullable().describe("Extension that was called."),
        state: z.enum(["invited", "ringing", "answered", "failed", "released"]),
        sipStatus: z.number().nullable().describe("SIP status, if the leg failed."),
        invitedAt: moment,
        ringingAt: moment,
        answeredAt: moment,
      }),
    ),
    recordingIds: z.array(z.uuid()),
  })
  .meta({ id: "CallStory" });

/** Query of the list of calls, newest first. */
export const callsQuery = z.strictObject({
  to: z.string().max(40).optional(),
  from: z.string().max(40).optional(),
  state: z.enum(CALL_STATES).optional(),
  beganFrom: instant.optional().describe("Only those that started at or after this time."),
  beganUntil: instant.optional().describe("Only those that started before this time."),
  endedFrom: instant.optional(),
  endedUntil: instant.optional(),
  ...pageQuery,
});

/** One page of calls. */
export const callsSchema = z.object({ items: z.array(callSchema), next: z.string().nullable() }).meta({ id: "Calls" });

/** Request body that creates a call. */
export type CallForm = z.infer<typeof callFormSchema>;

/** Destination of a call, its caller ID, and its status callbacks. */
export type Ringing = Omit<CallForm, "instructions" | "ringSeconds" | "sendDigits">;

/** Instructions of a call. */
export type CallGuide = z.infer<typeof instructionsSchema>;

/** Query of the list of calls. */
export type CallsQuery = z.infer<typeof callsQuery>;

/** State of a call. */
export type CallState = (typeof CALL_STATES)[number];
