import { z } from "zod";
import { COUNT_KINDS, LIMITS, WORK } from "./widget-limits.shared.ts";

const instant = z.iso.datetime();
const words = z.strictObject({
  /** Empty for the default text. */
  title: z.string().trim().max(LIMITS.title),
  intro: z.string().trim().max(LIMITS.intro),
});

/** The form of a widget. */
export const widgetFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.name),
  queueId: z.uuid(),
  /** Calls from the page itself by WebRTC: the called number, the maximum of minutes, and of simultaneous calls; null when they are not offered. */
  talk: z
    .strictObject({
      code: z.string().trim().min(1).max(32),
      minutes: z.number().int().min(1).max(LIMITS.talkMinutes),
      callsMax: z.number().int().min(1).max(LIMITS.talkCalls),
    })
    .nullable(),
  /** The number from which callbacks are placed. */
  code: z.string().trim().min(1).max(32),
  hoursId: z.uuid(),
  origins: z.array(z.string().trim().min(1).max(LIMITS.origin)).min(1).max(LIMITS.origins),
  /** Whether the widget offers a callback at once, and at a chosen time. */
  offersNow: z.boolean(),
  offersLater: z.boolean(),
  daysAhead: z.number().int().min(1).max(LIMITS.daysAhead),
  /** The maximum of accepted callbacks in an hour. */
  hourMax: z.number().int().min(1).max(LIMITS.hourMax),
  words: z.strictObject({ id: words, en: words }),
  isOn: z.boolean(),
});

/** The form of a widget, over the version that was read. */
export const widgetSaveSchema = widgetFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** The form of a widget. */
export type WidgetForm = z.infer<typeof widgetFormSchema>;

const widgetRow = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  version: z.number(),
  isOn: z.boolean(),
  queueId: z.uuid(),
  queueName: z.string(),
  isQueueThere: z.boolean(),
  hoursId: z.uuid(),
  hoursName: z.string(),
  code: z.string(),
  origins: z.array(z.string()),
});

/** Widgets by name, and the choices of their form. */
export const widgetsSchema = z.object({
  items: z.array(widgetRow.extend({ shown: z.number(), asked: z.number() })),
  queues: z.array(z.object({ id: z.uuid(), name: z.string() })),
  hours: z.array(z.object({ id: z.uuid(), name: z.string() })),
  codes: z.array(z.object({ code: z.string(), label: z.string() })),
});

/** One widget with its details and its counts of the last thirty days. */
export const widgetSchema = widgetRow.extend({
  offersNow: z.boolean(),
  offersLater: z.boolean(),
  daysAhead: z.number(),
  hourMax: z.number(),
  talk: widgetFormSchema.shape.talk,
  words: widgetFormSchema.shape.words,
  /** The line of HTML to insert into a website. */
  line: z.string(),
  counts: z.array(z.object({ kind: z.enum(COUNT_KINDS), count: z.number() })),
  /** Of the callbacks that are still stored: those that were dialled, and those that were answered. */
  called: z.number(),
  reached: z.number(),
});

/** A number to block. */
export const blockFormSchema = z.strictObject({ number: z.string().trim().min(3).max(LIMITS.number) });

/** Numbers that no widget may call again, newest first. */
export const blocksSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), number: z.string(), blockedAt: instant, byName: z.string() })),
  next: z.string().nullable(),
  timeZone: z.string(),
});

/** The page of blocked numbers to return. */
export const blocksQuery = z.strictObject({ after: z.uuid().optional() });

/** Requests a new ticket for one that is spent or expired. */
export const renewalSchema = z.strictObject({ ticket: z.string().max(600) });

/** A ticket with the seed of its proof of work. */
export const widgetTicketSchema = z.object({ ticket: z.string(), seed: z.string() });

/** A callback request of a web caller. */
export const callbackRequestSchema = z.strictObject({
  ticket: z.string().max(600),
  /** The solutions of the ticket's proof of work. */
  work: z.array(z.number().int().min(0).max(0xffff_ffff)).length(WORK.puzzles),
  number: z.string().trim().min(3).max(LIMITS.number),
  /** An offered time; null for as soon as an agent is available. */
  at: instant.nullable(),
  topic: z.string().trim().max(LIMITS.topic),
  /** The web caller confirms ownership of the number and consent to the call. */
  isOwn: z.literal(true),
});

const visitSecret = z.string().regex(/^[\w-]{20,60}$/);

/** A request to call from the page by WebRTC. */
export const talkSchema = z.strictObject({
  ticket: callbackRequestSchema.shape.ticket,
  work: callbackRequestSchema.shape.work,
});

/** The secret for the page's one connection, returned only here, and what the network has to let through. */
export const talkAnswerSchema = z.object({
  secret: z.string(),
  code: z.string(),
  minutes: z.number(),
  way: z.object({ address: z.string(), ports: z.object({ from: z.number(), to: z.number() }) }),
});

/** A request for the position of the page's call. */
export const positionRequestSchema = z.strictObject({ secret: visitSecret });

/** The position in a queue; null when the call waits in none. */
export const positionSchema = z.object({ position: z.number().nullable() });

/** Web callers who are blocked for some time, newest first. */
export const callerBlocksSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), widgetName: z.string(), blockedAt: instant, untilAt: instant, byName: z.string() }),
  ),
  timeZone: z.string(),
});
