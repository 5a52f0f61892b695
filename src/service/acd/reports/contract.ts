import { z } from "zod";

const instant = z.iso.datetime();
const share = z.number().nullable();

/** A day or a half hour by the clocks of the call centre: "2026-11-26", "2026-11-26T22:30". */
const halfHour = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):(00|30))?$/)
  .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success);

/** What a report of queues is asked for. */
const reportFields = {
  from: halfHour,
  /** Not part of the report any more. */
  until: halfHour,
  queueId: z.uuid().optional(),
  /** Another zone than the call centre's. */
  zone: z.enum(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]).optional(),
};

/** A report of queues by half hours. */
export const queueReportQuery = z.strictObject(reportFields);

/** The same as a file. */
export const queueReportExportQuery = z.strictObject({
  ...reportFields,
  format: z.enum(["csv", "xlsx"]),
  // A link in a page brings the browser's languages, not the one the page is read in.
  language: z.enum(["id", "en"]).optional(),
});

/** What is counted of contacts, and the figures made of it; a figure is null where there is nothing to make it of. */
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
  /** Answered in time of the answered. */
  levelAnswered: share,
  /** Answered in time of answered and abandoned. */
  levelAll: share,
  /** Answered or abandoned in time of answered and abandoned. */
  levelGoodAbandon: share,
  /** Answered in time of answered and abandoned without the short ones. */
  levelNet: share,
  asaMs: share,
  ahtMs: share,
  estimateError: share,
  /** Turns of conversations by short message, apart from callers: how many, taken by an agent, and the mean wait. */
  messages: z.number(),
  messagesAnswered: z.number(),
  messageAsaMs: share,
};

/** A queue as a report names it. */
const queueSchema = z.object({ id: z.uuid(), name: z.string().nullable() });

/**
 * Queues by half hours: each half hour of the range and in it each queue, in the order of `queues`; totals are made of the sums.
 * `occupancy` is that of all agents, whom queues share. `regulatory` is the level of all calls at codes.
 */
export const queueReportSchema = z.object({
  timeZone: z.string(),
  from: instant,
  until: instant,
  /** Of the service levels. */
  withinMs: z.number(),
  /** Of short abandons. */
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
  /** What contacts came to whose last disposition was said in the range, the commonest first. */
  dispositions: z.array(z.object({ id: z.uuid(), name: z.string(), contacts: z.number() })),
});
