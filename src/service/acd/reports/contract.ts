import { z } from "zod";

const instant = z.iso.datetime();
const share = z.number().nullable();

/** A day or a half hour in the local time of the call centre: "2026-11-26", "2026-11-26T22:30". */
const halfHour = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):(00|30))?$/)
  .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success);

/** The parameters of a report on queues. */
const reportFields = {
  from: halfHour,
  /** Exclusive. */
  until: halfHour,
  queueId: z.uuid().optional(),
  /** A time zone other than the call centre's. */
  zone: z.enum(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]).optional(),
};

/** A report of queues by half hours. */
export const queueReportQuery = z.strictObject(reportFields);

/** A report of queues as a file. */
export const queueReportExportQuery = z.strictObject({
  ...reportFields,
  format: z.enum(["csv", "xlsx"]),
  // A link in a page sends the languages of the browser, not the language of the page.
  language: z.enum(["id", "en"]).optional(),
});

/** The counts of contacts and the metrics computed from them; a metric is null when its denominator is zero. */
const reported = {
  offered: z.number(),
  answered: z.number(),
  answeredWithin: z.number(),
  abandoned: z.number(),
  abandonedWithin: z.number(),
  abandonedShort: z.number(),
  overflowed: z.number(),
  left: z.number(),
  callbacksAsked: z.number(),
  callbacksUnreached: z.number(),
  restarted: z.number(),
  longestWaitMs: z.number(),
  /** Answered within the threshold, over answered. */
  levelAnswered: share,
  /** Answered within the threshold, over answered and abandoned. */
  levelAll: share,
  /** Answered or abandoned within the threshold, over answered and abandoned. */
  levelGoodAbandon: share,
  /** Answered within the threshold, over answered and abandoned without short abandons. */
  levelNet: share,
  asaMs: share,
  ahtMs: share,
  estimateError: share,
  /** Turns of SMS conversations, separate from calls: their number, those that an agent took, and the mean wait. */
  messages: z.number(),
  messagesAnswered: z.number(),
  messageAsaMs: share,
};

/** A queue in a report. */
const queueSchema = z.object({ id: z.uuid(), name: z.string().nullable() });

/**
 * Queues by half hours: each half hour of the range with each queue, in the order of `queues`; totals are computed from the sums.
 * `occupancy` is that of all agents, since queues share them. `regulatory` is the service level of all calls to access codes.
 */
export const queueReportSchema = z.object({
  timeZone: z.string(),
  from: instant,
  until: instant,
  /** The threshold of the service levels. */
  withinMs: z.number(),
  /** The threshold of short abandons. */
  shortMs: z.number(),
  queues: z.array(queueSchema),
  items: z.array(z.object({ startAt: instant, queueId: z.uuid(), ...reported, occupancy: share })),
  /** All queues together. */
  halfHours: z.array(z.object({ startAt: instant, ...reported, occupancy: share })),
  totals: z.object({
    queues: z.array(z.object({ queueId: z.uuid(), ...reported })),
    all: z.object({ ...reported, occupancy: share }),
  }),
  regulatory: z.object({
    received: z.number(),
    excluded: z.number(),
    dropped: z.number(),
    servedByFlow: z.number(),
    answeredWithin: z.number(),
    level: share,
    withinMs: z.number(),
    droppedMs: z.number(),
    standing: z.enum(["confirmed", "assumed"]),
  }),
  /** The last dispositions of contacts, set within the range, the most frequent first. */
  dispositions: z.array(z.object({ id: z.uuid(), name: z.string(), contacts: z.number() })),
});
