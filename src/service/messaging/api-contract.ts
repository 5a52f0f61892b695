import { z } from "zod";
import { BULK_MAX } from "./settings-limits.shared.ts";

/** Messages of one page at the most. */
const PAGE_MAX = 100;

/** Values of one message at the most; more are not looked at one by one. */
const VALUES_MAX = 50;

const CATEGORIES = ["otp", "transactional", "promotional"] as const;
const STATES = [
  ...["waiting", "leased", "sent"],
  ...["delivered", "undeliverable", "expired", "rejected", "unknown", "cancelled"],
] as const;

/** Whether a text has neither control characters nor halves of surrogate pairs, which the database does not keep. */
function isWritable(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** A message as a program asks for it. What is judged with a reason of its own is only bounded here. */
export const messageFormWire = z.strictObject({
  /** A sender id of the call centre. */
  from: z.string().max(30),
  /** A number, international or with a leading zero. */
  to: z.string().max(30),
  /** Empty where a template says it. */
  text: z.string().max(20_000).default(""),
  /** An approved template of the call centre, by name; `values` has what stands in its places. */
  template: z.string().max(60).optional(),
  values: z
    .record(z.string().max(40), z.string().max(1_000))
    .refine((values) => Object.keys(values).length <= VALUES_MAX)
    .optional(),
  category: z.enum(CATEGORIES),
  /** Whether plain characters take the place of typographic ones and letters with marks, so that fewer parts are needed. */
  plain: z.boolean().default(false),
  /** The zone of the recipient; without it the hours of promotion must hold in all three. */
  zone: z.enum(["WIB", "WITA", "WIT"]).nullable().default(null),
  /** Not before; at most 30 days ahead. */
  sendAt: z.iso.datetime({ offset: true }).nullable().default(null),
  /** For how long it is worth sending, from `sendAt` on. */
  validMinutes: z.int().min(1).max(4_320).default(4_320),
  /** What the program calls it: characters that can be written. */
  reference: z.string().min(1).max(100).refine(isWritable).nullable().default(null),
});

/** Many messages in one request. */
export const bulkFormWire = z.strictObject({ messages: z.array(messageFormWire).min(1).max(BULK_MAX) });

/** A message that is on disk. */
export const takenWire = z.object({ id: z.uuid() });

/** What became of each message of a request, in their order. */
export const bulkTakenWire = z.object({
  accepted: z.number(),
  refused: z.number(),
  items: z.array(z.union([takenWire, z.object({ error: z.object({ code: z.string(), message: z.string() }) })])),
});

/** A message that a person writes to one or many. */
export const writtenFormWire = messageFormWire.omit({ to: true, plain: true, reference: true }).extend({
  to: z.array(z.string().max(30)).min(1).max(BULK_MAX),
  /** Made when the form is opened: a form that is sent twice is taken once. */
  requestKey: z.uuid(),
});

/** What became of what a person wrote, for each recipient. */
export const writtenTakenWire = z.object({
  accepted: z.number(),
  refused: z.number(),
  items: z.array(
    z.object({
      to: z.string(),
      /** Null where it was refused. */
      id: z.uuid().nullable(),
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
});

/** What whoever writes a message must know. */
export const writingWire = z.object({
  /** Sender ids that a carrier takes messages of today, by name. */
  senders: z.array(z.string()),
  /** Those that no carrier takes messages of yet. */
  waitingSenders: z.number(),
  /** The hours of promotion, in minutes after midnight at the recipient. */
  promotionalFromMinute: z.number(),
  promotionalUntilMinute: z.number(),
  validMinutesMax: z.number(),
  /** What may be sent by a template, by its name. */
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
  /** Whether promotion goes by templates alone. */
  promotionByTemplate: z.boolean(),
});

const moment = z.iso.datetime().nullable();

/** A message as it stands. */
export const messageWire = z.object({
  id: z.uuid(),
  from: z.string(),
  to: z.string(),
  /** Empty once it was removed: texts stay for days after their message is over, those of one-time passwords for one. */
  text: z.string(),
  textRemoved: z.boolean(),
  category: z.enum(CATEGORIES),
  encoding: z.enum(["gsm", "ucs2"]),
  state: z.enum(STATES),
  errorCode: z.string().nullable(),
  reference: z.string().nullable(),
  /** The version of a template that it was made of; null where it was written freely. */
  template: z.object({ name: z.string(), version: z.number() }).nullable(),
  acceptedAt: z.iso.datetime(),
  sendAt: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  finalAt: moment,
  parts: z.array(
    z.object({
      sequence: z.number(),
      state: z.enum(STATES),
      carrier: z.string(),
      attempts: z.number(),
      sentAt: moment,
      finalAt: moment,
      errorCode: z.string().nullable(),
      /** A process ended, or no answer of the carrier came, while it was on its way: the recipient may have it more than once. */
      perhapsDoubled: z.boolean(),
    }),
  ),
});

/** A message with what carriers said of it, oldest first. */
export const messageStoryWire = messageWire.extend({
  receipts: z.array(
    z.object({
      part: z.number(),
      state: z.string(),
      errorCode: z.string().nullable(),
      receivedAt: z.iso.datetime(),
      /** Whether it ended the part, or changed nothing. */
      standing: z.string(),
    }),
  ),
});

/** A text that somebody says was sent. */
export const textComparisonFormWire = z.strictObject({ text: z.string().min(1).max(20_000) });

/** Whether it was. */
export const textComparisonWire = z.object({ isSame: z.boolean() });

/** Which messages are asked for, newest first. */
export const messagesQuery = z.strictObject({
  to: z.string().max(30).optional(),
  state: z.enum(["open", "delivered", "undeliverable", "expired", "rejected", "unknown", "cancelled"]).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(25),
});

/** One page of messages. */
export const messagesWire = z.object({ items: z.array(messageWire), next: z.uuid().nullable() });

/** A message as a program asks for it. */
export type MessageForm = z.infer<typeof messageFormWire>;
