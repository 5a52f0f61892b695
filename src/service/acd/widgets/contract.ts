import { z } from "zod";
import { COUNT_KINDS, LIMITS, WORK } from "./widget-limits.shared.ts";

const instant = z.iso.datetime();
const words = z.strictObject({
  /** Empty for the usual words. */
  title: z.string().trim().max(LIMITS.title),
  intro: z.string().trim().max(LIMITS.intro),
});

/** A widget as it is to be. */
export const widgetFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.name),
  queueId: z.uuid(),
  /** Whether visitors may call from the page itself by their browser's sound: which number, for how many minutes at the most, and how many at once; null for not. */
  talk: z
    .strictObject({
      code: z.string().trim().min(1).max(32),
      minutes: z.number().int().min(1).max(LIMITS.talkMinutes),
      callsMax: z.number().int().min(1).max(LIMITS.talkCalls),
    })
    .nullable(),
  /** The number by whose line visitors are called. */
  code: z.string().trim().min(1).max(32),
  hoursId: z.uuid(),
  origins: z.array(z.string().trim().min(1).max(LIMITS.origin)).min(1).max(LIMITS.origins),
  /** Whether it offers to call at once, and at an hour that is chosen. */
  offersNow: z.boolean(),
  offersLater: z.boolean(),
  daysAhead: z.number().int().min(1).max(LIMITS.daysAhead),
  /** Callbacks that are taken in an hour at the most. */
  hourMax: z.number().int().min(1).max(LIMITS.hourMax),
  words: z.strictObject({ id: words, en: words }),
  isOn: z.boolean(),
});

/** The same over the version that was read. */
export const widgetSaveSchema = widgetFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** A widget as somebody wants it to be. */
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

/** Widgets by name, and what a form about one chooses from. */
export const widgetsSchema = z.object({
  items: z.array(widgetRow.extend({ shown: z.number(), asked: z.number() })),
  queues: z.array(z.object({ id: z.uuid(), name: z.string() })),
  hours: z.array(z.object({ id: z.uuid(), name: z.string() })),
  codes: z.array(z.object({ code: z.string(), label: z.string() })),
});

/** One widget whole, with what became of it in the last thirty days. */
export const widgetSchema = widgetRow.extend({
  offersNow: z.boolean(),
  offersLater: z.boolean(),
  daysAhead: z.number(),
  hourMax: z.number(),
  talk: widgetFormSchema.shape.talk,
  words: widgetFormSchema.shape.words,
  /** The line that a website pastes. */
  line: z.string(),
  counts: z.array(z.object({ kind: z.enum(COUNT_KINDS), count: z.number() })),
  /** Of the callbacks that are still kept: those that were dialled, and those that were answered. */
  called: z.number(),
  reached: z.number(),
});

/** A number that is not called again. */
export const blockFormSchema = z.strictObject({ number: z.string().trim().min(3).max(LIMITS.number) });

/** Numbers that no widget has called again, the newest first. */
export const blocksSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), number: z.string(), blockedAt: instant, byName: z.string() })),
  next: z.string().nullable(),
  timeZone: z.string(),
});

/** Which page of them. */
export const blocksQuery = z.strictObject({ after: z.uuid().optional() });

/** A new ticket for one that is spent or too old. */
export const renewalSchema = z.strictObject({ ticket: z.string().max(600) });

/** A ticket with the seed of its puzzles. */
export const widgetTicketSchema = z.object({ ticket: z.string(), seed: z.string() });

/** What a visitor asks for. */
export const callbackRequestSchema = z.strictObject({
  ticket: z.string().max(600),
  /** The answers to the puzzles of the ticket. */
  work: z.array(z.number().int().min(0).max(0xffff_ffff)).length(WORK.puzzles),
  number: z.string().trim().min(3).max(LIMITS.number),
  /** An hour that was offered; null for as soon as somebody is free. */
  at: instant.nullable(),
  topic: z.string().trim().max(LIMITS.topic),
  /** He says that the number is his and that he wants to be called. */
  isOwn: z.literal(true),
});

const visitSecret = z.string().regex(/^[\w-]{20,60}$/);

/** A visitor wants to call from the page by his browser's sound. */
export const talkSchema = z.strictObject({
  ticket: callbackRequestSchema.shape.ticket,
  work: callbackRequestSchema.shape.work,
});

/** What his page opens its one connection with, told this once, and what his network has to let through. */
export const talkAnswerSchema = z.object({
  secret: z.string(),
  code: z.string(),
  minutes: z.number(),
  way: z.object({ address: z.string(), ports: z.object({ from: z.number(), to: z.number() }) }),
});

/** The page asks how its call waits. */
export const positionRequestSchema = z.strictObject({ secret: visitSecret });

/** His place in a queue; null where he waits in none. */
export const positionSchema = z.object({ position: z.number().nullable() });

/** Visitors who are not let call for a while, the newest first. */
export const callerBlocksSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), widgetName: z.string(), blockedAt: instant, untilAt: instant, byName: z.string() }),
  ),
  timeZone: z.string(),
});
