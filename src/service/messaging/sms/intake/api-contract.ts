import { z } from "zod";
import { BULK_MAX } from "../settings/settings-limits.shared.ts";

/** Limit of messages on one page. */
const PAGE_MAX = 100;

/** Limit of values of one message, checked before each value is. */
const VALUES_MAX = 50;

const CATEGORIES = ["otp", "transactional", "promotional"] as const;
const STATES = [
  ...["waiting", "leased", "sent"],
  ...["delivered", "undeliverable", "expired", "rejected", "unknown", "cancelled"],
] as const;

/** Whether a text has neither control characters nor lone surrogates, which the database rejects. */
function isWritable(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** A message of an API request. Properties with a refusal code of their own are only bounded here. */
export const messageFormSchema = z
  .strictObject({
    from: z.string().max(30).describe("A sender id of the call centre."),
    to: z.string().max(30).describe("A number, international or with a leading zero."),
    text: z.string().max(20_000).default("").describe("What it says; empty where a template says it."),
    template: z.string().max(60).optional().describe("An approved template of the call centre, by name."),
    values: z
      .record(z.string().max(40), z.string().max(1_000))
      .refine((values) => Object.keys(values).length <= VALUES_MAX)
      .optional()
      .describe(`What stands in the places of the template, by their names; ${VALUES_MAX} at the most.`),
    category: z.enum(CATEGORIES).describe("What kind it is; promotion keeps to its hours."),
    plain: z
      .boolean()
      .default(false)
      .describe("Whether plain characters take the place of typographic ones, so that fewer parts are needed."),
    zone: z
      .enum(["WIB", "WITA", "WIT"])
      .nullable()
      .default(null)
      .describe("The zone of the recipient; without it the hours of promotion must hold in all three."),
    sendAt: z.iso.datetime({ offset: true }).nullable().default(null).describe("Not before; at most 30 days ahead."),
    validMinutes: z
      .int()
      .min(1)
      .max(4_320)
      .default(4_320)
      .describe("For how long it is worth sending, from `sendAt` on."),
    reference: z
      .string()
      .min(1)
      .max(100)
      .refine(isWritable)
      .nullable()
      .default(null)
      .describe("What your program calls it: characters that can be written."),
  })
  .meta({ id: "MessageForm" });

/** Several messages in one request. */
export const bulkFormSchema = z
  .strictObject({ messages: z.array(messageFormSchema).min(1).max(BULK_MAX) })
  .meta({ id: "MessagesForm" });

/** An accepted message; it is on disk. */
export const takenSchema = z.object({ id: z.uuid().describe("The message.") }).meta({ id: "TakenMessage" });

/** Result of each message of a request, in their order. */
export const bulkTakenSchema = z
  .object({
    accepted: z.int().describe("How many were taken."),
    refused: z.int().describe("How many were not."),
    items: z
      .array(
        z.union([
          takenSchema,
          z.object({
            error: z
              .object({
                code: z.string().describe("A code that `sendMessage` is refused with."),
                message: z.string().describe("The same for people, in the language of Accept-Language."),
              })
              .describe("Why this one was not taken."),
          }),
        ]),
      )
      .describe("What became of each, in the order of the request."),
  })
  .meta({ id: "TakenMessages" });

/** A message that a user writes to one or several recipients. */
export const writtenFormSchema = messageFormSchema.omit({ to: true, plain: true, reference: true }).extend({
  to: z.array(z.string().max(30)).min(1).max(BULK_MAX),
  /** Idempotency key, made when the form is opened: a form that is sent twice is accepted once. */
  requestKey: z.uuid(),
});

/** Results of a user's message by recipient. */
export const writtenTakenSchema = z.object({
  accepted: z.number(),
  refused: z.number(),
  items: z.array(
    z.object({
      to: z.string(),
      /** Null when it was refused. */
      id: z.uuid().nullable(),
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
});

/** Choices and limits for writing a message. */
export const writingSchema = z.object({
  /** Sender ids that a carrier accepts today, by name. */
  senders: z.array(z.string()),
  /** Number of sender ids that no carrier accepts yet. */
  waitingSenders: z.number(),
  /** Hours of promotional messages, in minutes after midnight at the recipient. */
  promotionalFromMinute: z.number(),
  promotionalUntilMinute: z.number(),
  validMinutesMax: z.number(),
  /** Templates that may be sent, by name. */
  templates: z.array(
    z.object({
      name: z.string(),
      version: z.number(),
      category: z.enum(CATEGORIES),
      body: z.string(),
      variables: z.array(z.object({ name: z.string(), kind: z.enum(["digits", "plain", "any"]), most: z.number() })),
      senders: z.array(z.string()),
    }),
  ),
  /** Whether promotional messages need an approved template. */
  promotionByTemplate: z.boolean(),
});

const moment = z.iso.datetime().nullable();

const messageState = z.enum(STATES);
const carrierError = z.string().nullable().describe("The carrier's own error code; null for none.");

const messagePartSchema = z
  .object({
    sequence: z.int().describe("Which part, from 1 on."),
    state: messageState,
    carrier: z.string().describe("The carrier that has it, by name."),
    attempts: z.int().describe("How often it was handed over."),
    sentAt: moment,
    finalAt: moment,
    errorCode: carrierError,
    perhapsDoubled: z
      .boolean()
      .describe(
        "Whether the recipient may have it more than once: no answer of a carrier came while it was on its way.",
      ),
  })
  .meta({ id: "MessagePart" });

const messageFields = {
  id: z.uuid(),
  from: z.string().describe("The sender id."),
  to: z.string().describe("The recipient, in E.164."),
  text: z
    .string()
    .describe(
      "What it says. Empty once it was removed, days after the message was over; of a one-time password, a day.",
    ),
  textRemoved: z.boolean().describe("Whether the text was removed."),
  category: z.enum(CATEGORIES),
  encoding: z.enum(["gsm", "ucs2"]).describe("How its characters are sent: `ucs2` needs more parts."),
  state: messageState.describe("Where it stands; from `delivered` on it is over."),
  errorCode: carrierError,
  reference: z.string().nullable().describe("What your program calls it."),
  template: z
    .object({ name: z.string(), version: z.int() })
    .nullable()
    .describe("The version of a template that it was made of; null where it was written freely."),
  acceptedAt: z.iso.datetime().describe("When it was taken."),
  sendAt: z.iso.datetime().describe("Not sent before."),
  validUntil: z.iso.datetime().describe("Not worth sending after."),
  finalAt: moment.describe("When it was over; null as long as it is not."),
  parts: z.array(messagePartSchema),
};

/** A message with its present state. */
export const messageSchema = z.object(messageFields).meta({ id: "Message" });

/** A message with its receipts, oldest first. */
export const messageStorySchema = z
  .object({
    ...messageFields,
    receipts: z
      .array(
        z.object({
          part: z.int().describe("Which part."),
          state: z.string().describe("What the carrier said of it."),
          errorCode: carrierError,
          receivedAt: z.iso.datetime(),
          standing: z.string().describe("Whether it ended the part, or changed nothing."),
        }),
      )
      .describe("What carriers said, oldest first."),
  })
  .meta({ id: "MessageStory" });

/** A text to compare with the one that was sent. */
export const textComparisonFormSchema = z.strictObject({ text: z.string().min(1).max(20_000) });

/** Whether the texts are equal. */
export const textComparisonSchema = z.object({ isSame: z.boolean() });

/** Filter of messages, newest first. */
export const messagesQuery = z.strictObject({
  to: z.string().max(30).optional().describe("To this number only."),
  state: z
    .enum(["open", "delivered", "undeliverable", "expired", "rejected", "unknown", "cancelled"])
    .optional()
    .describe("In this state only; `open` are those that are not over."),
  after: z.uuid().optional().describe("The `next` of the page before."),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(25).describe("How many at a time."),
});

/** One page of messages. */
export const messagesSchema = z
  .object({
    items: z.array(messageSchema),
    next: z.uuid().nullable().describe("What to ask for the next page with; null for none."),
  })
  .meta({ id: "MessagePage" });

/** A message of an API request. */
export type MessageForm = z.infer<typeof messageFormSchema>;
