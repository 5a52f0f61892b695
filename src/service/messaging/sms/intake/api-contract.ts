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
    from: z.string().max(30).describe("Sender ID of the call centre."),
    to: z.string().max(30).describe("Number in international format or with a leading zero."),
    text: z.string().max(20_000).default("").describe("Text of the message; empty if a template is used."),
    template: z.string().max(60).optional().describe("Name of an approved template of the call centre."),
    values: z
      .record(z.string().max(40), z.string().max(1_000))
      .refine((values) => Object.keys(values).length <= VALUES_MAX)
      .optional()
      .describe(`Values of the template variables, by name; up to ${VALUES_MAX}.`),
    category: z
      .enum(CATEGORIES)
      .describe("Category of the message; promotional messages are sent in the permitted hours only."),
    plain: z
      .boolean()
      .default(false)
      .describe("Whether typographic characters are replaced with plain ones, so that fewer segments are needed."),
    zone: z
      .enum(["WIB", "WITA", "WIT"])
      .nullable()
      .default(null)
      .describe("Time zone of the recipient; without it, the permitted hours must apply in all three zones."),
    sendAt: z.iso
      .datetime({ offset: true })
      .nullable()
      .default(null)
      .describe("Not sent before this time; up to 30 days ahead."),
    validMinutes: z.int().min(1).max(4_320).default(4_320).describe("Validity in minutes, from `sendAt` on."),
    reference: z
      .string()
      .min(1)
      .max(100)
      .refine(isWritable)
      .nullable()
      .default(null)
      .describe("Your reference, in printable characters."),
  })
  .meta({ id: "MessageForm" });

/** Several messages in one request. */
export const bulkFormSchema = z
  .strictObject({ messages: z.array(messageFormSchema).min(1).max(BULK_MAX) })
  .meta({ id: "MessagesForm" });

/** An accepted message; it is on disk. */
export const takenSchema = z.object({ id: z.uuid().describe("Id of the message.") }).meta({ id: "TakenMessage" });

/** Result of each message of a request, in their order. */
export const bulkTakenSchema = z
  .object({
    accepted: z.int().describe("Number of accepted messages."),
    refused: z.int().describe("Number of rejected messages."),
    items: z
      .array(
        z.union([
          takenSchema,
          z.object({
            error: z
              .object({
                code: z.string().describe("Error code of `sendMessage`."),
                message: z.string().describe("Explanation of the error, in the language of Accept-Language."),
              })
              .describe("Why this message was rejected."),
          }),
        ]),
      )
      .describe("Result of each message, in the order of the request."),
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
const carrierError = z.string().nullable().describe("Error code of the carrier; null if none.");

const messagePartSchema = z
  .object({
    sequence: z.int().describe("Segment number, from 1."),
    state: messageState,
    carrier: z.string().describe("Name of the carrier that has the segment."),
    attempts: z.int().describe("Number of times sent to a carrier."),
    sentAt: moment,
    finalAt: moment,
    errorCode: carrierError,
    perhapsDoubled: z
      .boolean()
      .describe(
        "Whether the recipient may have received the segment more than once, because a response of the carrier was lost.",
      ),
  })
  .meta({ id: "MessagePart" });

const messageFields = {
  id: z.uuid(),
  from: z.string().describe("Sender ID."),
  to: z.string().describe("Recipient, in E.164."),
  text: z
    .string()
    .describe(
      "Text of the message. Empty once deleted, some days after the final state; a day for a one-time password.",
    ),
  textRemoved: z.boolean().describe("Whether the text has been deleted."),
  category: z.enum(CATEGORIES),
  encoding: z.enum(["gsm", "ucs2"]).describe("Character encoding; `ucs2` needs more segments."),
  state: messageState.describe("State of the message; final from `delivered` on."),
  errorCode: carrierError,
  reference: z.string().nullable().describe("Your reference for the message."),
  template: z
    .object({ name: z.string(), version: z.int() })
    .nullable()
    .describe("Template version used; null for free text."),
  acceptedAt: z.iso.datetime().describe("Time of acceptance."),
  sendAt: z.iso.datetime().describe("Not sent before this time."),
  validUntil: z.iso.datetime().describe("Not sent after this time."),
  finalAt: moment.describe("Time of the final state; null before."),
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
          part: z.int().describe("Segment number."),
          state: z.string().describe("State reported by the carrier."),
          errorCode: carrierError,
          receivedAt: z.iso.datetime(),
          standing: z.string().describe("Whether the report set the final state of the segment, or changed nothing."),
        }),
      )
      .describe("Delivery reports of carriers, oldest first."),
  })
  .meta({ id: "MessageStory" });

/** A text to compare with the one that was sent. */
export const textComparisonFormSchema = z.strictObject({ text: z.string().min(1).max(20_000) });

/** Whether the texts are equal. */
export const textComparisonSchema = z.object({ isSame: z.boolean() });

/** Filter of messages, newest first. */
export const messagesQuery = z.strictObject({
  to: z.string().max(30).optional().describe("Only messages to this number."),
  state: z
    .enum(["open", "delivered", "undeliverable", "expired", "rejected", "unknown", "cancelled"])
    .optional()
    .describe("Only messages in this state; `open` selects those without a final state."),
  after: z.uuid().optional().describe("`next` of the previous page."),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(25).describe("Maximum number of items per page."),
});

/** One page of messages. */
export const messagesSchema = z
  .object({
    items: z.array(messageSchema),
    next: z.uuid().nullable().describe("Value of `after` for the next page; null on the last page."),
  })
  .meta({ id: "MessagePage" });

/** A message of an API request. */
export type MessageForm = z.infer<typeof messageFormSchema>;
