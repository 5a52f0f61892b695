import { z } from "zod";
import { CALL_DIRECTIONS, CALL_ENDERS, CALL_OUTCOMES } from "../cdr/index.ts";

const instant = z.iso.datetime();
const yesNo = z.enum(["yes", "no"]);

/** The orders of the list of calls. */
const sortSchema = z.enum(["began", "-began", "talk", "-talk"]).default("-began");

/** The filter of the list of calls; dates are local days of the call centre, the last one included. */
const filterFields = {
  search: z.string().trim().max(40).optional(),
  code: z
    .string()
    .regex(/^\d{3,8}$/)
    .optional(),
  phone: z.uuid().optional(),
  direction: z.enum(CALL_DIRECTIONS).optional(),
  outcome: z.enum(CALL_OUTCOMES).optional(),
  answered: yesNo.optional(),
  recorded: yesNo.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  sort: sortSchema,
};

/** A page of the list of calls. */
export const callsQuery = z.strictObject({
  ...filterFields,
  page: z.coerce.number().int().min(1).max(40_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(25),
});

/** The list of calls as a file. */
export const callsExportQuery = z.strictObject({
  ...filterFields,
  columns: z.string().max(300).optional(),
  // A link in a page sends the languages of the browser, not the language of the page.
  language: z.enum(["id", "en"]).optional(),
});

/** The query of the list of calls. */
export type CallListQuery = z.infer<typeof callsQuery>;

/** A phone in a list. */
const phoneSchema = z.object({ extension: z.string(), name: z.string() });

/** One call that has ended. */
const callRowSchema = z.object({
  id: z.uuid(),
  direction: z.enum(CALL_DIRECTIONS),
  code: z.string().nullable(),
  caller: z.string(),
  called: z.string(),
  trunk: z.string().nullable(),
  phone: phoneSchema.nullable(),
  /** The phones that talked before and transferred the call. */
  earlierPhones: z.array(phoneSchema),
  /** The widget from whose page a web caller called; null for any other call. */
  website: z.string().nullable(),
  beganAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant,
  ringMs: z.number(),
  /** From the answer to the end, including hold. */
  talkMs: z.number(),
  holdMs: z.number(),
  outcome: z.string(),
  /** Q.850 cause. */
  cause: z.number().nullable(),
  endedBy: z.enum(CALL_ENDERS),
  transfers: z.number(),
  recording: z.enum(["recording", "kept", "lost", "deleted"]).nullable(),
});

/** A page of calls; `total` is exact up to 10,000 and 10,001 above it. Times are shown in `timeZone`. */
export const callHistorySchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  timeZone: z.string(),
  items: z.array(callRowSchema),
});

/** The filter choices of the list of calls. */
export const callChoicesSchema = z.object({
  codes: z.array(z.object({ code: z.string(), label: z.string() })),
  phones: z.array(phoneSchema.extend({ id: z.uuid() })),
});

const level = z.enum(["good", "fair", "bad"]).nullable();

const recordingSchema = z.object({
  id: z.uuid(),
  isMessage: z.boolean().describe("A voicemail that the caller left, not a recorded talk"),
  state: z.enum(["recording", "kept", "lost", "deleted"]),
  lostReason: z.enum(["no-sound", "unreadable", "key-unreadable"]).nullable(),
  durationMs: z.number().nullable(),
  bytes: z.number().nullable(),
  keepUntil: z.iso.date(),
  accesses: z.array(
    z.object({ id: z.uuid(), name: z.string(), what: z.enum(["listened", "downloaded"]), at: instant }),
  ),
});

/** One call with all of its data; `call` is null while it is in progress. */
export const callDetailSchema = z.object({
  id: z.uuid(),
  timeZone: z.string(),
  isOpen: z.boolean(),
  call: callRowSchema.extend({ sipCallId: z.string(), chargeRupiah: z.number() }).nullable(),
  events: z.array(
    z.object({
      kind: z.string(),
      at: instant,
      offsetMs: z.number(),
      isCaller: z.boolean(),
      phone: phoneSchema.nullable(),
      trunk: z.string().nullable(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  legs: z.array(
    z.object({
      id: z.uuid(),
      isCaller: z.boolean(),
      phone: phoneSchema.nullable(),
      trunk: z.string().nullable(),
      received: z.number(),
      lost: z.number(),
      sent: z.number(),
      lossPercent: z.number().nullable(),
      jitterMs: z.number(),
      roundTripMs: z.number().nullable(),
      mos: z.number().nullable(),
      levels: z.object({ mos: level, loss: level, jitter: level }),
    }),
  ),
  /** Its contacts in queues, in their order. */
  contacts: z.array(z.uuid()),
  soundRules: z.array(
    z.object({
      measure: z.enum(["mos", "loss", "jitter"]),
      good: z.number(),
      fair: z.number(),
      isMoreBetter: z.boolean(),
      source: z.string(),
      standing: z.enum(["confirmed", "assumed"]),
    }),
  ),
  recording: recordingSchema.nullable(),
  /** Of conferences that contain audio of the call, newest first. */
  conferenceRecordings: z.array(recordingSchema.extend({ beganAt: instant })),
});

/** Whether a call detail record equals the one recomputed from its events for this response. */
export const recheckSchema = z.object({
  isSame: z.boolean(),
  events: z.number(),
  checkedAt: instant,
  differences: z.array(z.object({ field: z.string(), kept: z.string(), recomputed: z.string() })),
});

/** The SIP messages of a call, oldest first; `text` is the stored message, with secrets masked. */
export const callTraceSchema = z.object({
  /** The maximum of stored messages of a call. */
  max: z.number(),
  timeZone: z.string(),
  items: z.array(
    z.object({
      sequence: z.number(),
      at: instant,
      /** Since the first message, by the switch's monotonic clock. */
      offsetMs: z.number(),
      from: z.string(),
      to: z.string(),
      isReceived: z.boolean(),
      /** The party at the far end. */
      phone: phoneSchema.nullable(),
      trunk: z.string().nullable(),
      transport: z.string(),
      method: z.string().nullable(),
      status: z.number().nullable(),
      /** The first line in short form: "INVITE", "180 Ringing". */
      label: z.string(),
      cseq: z.string(),
      isRepeated: z.boolean(),
      text: z.string(),
    }),
  ),
});
