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
    url: url.describe("Asked by the call once it is answered; what it answers is a document of verbs."),
    method,
    fallbackUrl: url.optional().describe("Asked where `url` answers nothing that leads on."),
    fallbackMethod: method,
  }),
  z.strictObject({ document: z.string().min(1).max(DOCUMENT_MAX).describe("The document of verbs itself.") }),
  z.strictObject({ applicationId: z.uuid().describe("An application of the call centre.") }),
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
  to: z.string().max(40).optional().describe("A number outside, in E.164. Either this or `toExtension`."),
  toExtension: z
    .string()
    .regex(/^\d{2,8}$/)
    .optional()
    .describe("A phone of the house."),
  from: z.string().max(20).describe("A code of the call centre, which is shown to whoever is rung."),
  talkSecondsMax: z.int().min(1).max(CALL_SECONDS.talkMost).nullable().default(null),
  record: z.boolean().default(false).describe("Whether talks of the call are recorded, by what its code says."),
  statusCallback: callbackField(["initiated", "ringing", "answered", "completed"], ["completed"]).describe(
    "Told how the call goes on.",
  ),
  recordingCallback: callbackField(["completed", "absent"], ["completed"]).describe(
    "Told once what was recorded can be heard.",
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
    .describe("Keys pressed once it is answered; `w` waits for half a second."),
});

/** Request body that redirects a call to new instructions. */
export const redirectFormSchema = z.strictObject({ instructions: instructionsSchema });

/** Request body that ends a call. */
export const endFormSchema = z
  .strictObject({
    unlessAnswered: z.boolean().default(false).describe("Only as long as nobody has answered; else 409."),
  })
  .nullish();

/** A call in API responses. */
export const callSchema = z
  .object({
    id: z.uuid(),
    direction: z.enum(["inbound", "outbound", "internal"]),
    from: z.string().describe("A number in E.164, a code, or an extension of the house."),
    to: z.string(),
    code: z.string().nullable().describe("The code of the call centre that it came to, or shows."),
    state: z.enum(CALL_STATES),
    end: z
      .string()
      .nullable()
      .describe("How it came to its end, or why no switch began it; null while it may still come to something."),
    orderedAt: moment.describe("When a program ordered it; null for other calls, and seven days after."),
    beganAt: moment,
    endedAt: moment,
    talkSeconds: z.number().nullable().describe("From the answer to the end; null while it goes on."),
    costRupiah: z.number().nullable().describe("By the call centre's prices; null while it goes on."),
  })
  .meta({ id: "Call" });

/** A call with its legs and recordings. */
export const callStorySchema = callSchema
  .extend({
    legs: z.array(
      z.object({
        id: z.uuid(),
        number: z.string().nullable().describe("What an application has dialled."),
        extension: z.string().nullable().describe("The phone of the house."),
        state: z.enum(["invited", "ringing", "answered", "failed", "released"]),
        sipStatus: z.number().nullable().describe("What a leg that failed was answered."),
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
  beganFrom: instant.optional().describe("Those that began at that instant or later."),
  beganUntil: instant.optional().describe("Those that began before."),
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
