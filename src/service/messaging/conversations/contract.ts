import { z } from "zod";
import { AWAY_TEXT_MAX, IDLE_HOURS, ROUTE_WORD } from "./limits.shared.ts";

/** A way from a number, and a word if wanted, to a queue. */
export const threadRouteFormSchema = z
  .strictObject({
    senderId: z.uuid(),
    /** The first word that goes this way; null for all that no word takes and nothing answers by itself. */
    word: z.string().trim().toUpperCase().regex(ROUTE_WORD).nullable(),
    queueId: z.uuid(),
    idleHours: z.int().min(IDLE_HOURS.least).max(IDLE_HOURS.most),
    /** Opening hours, and what is answered once in a conversation that begins outside them. */
    hoursId: z.uuid().nullable(),
    awayText: z.string().trim().max(AWAY_TEXT_MAX),
  })
  .refine(({ hoursId, awayText }) => (hoursId === null) === (awayText === ""), { path: ["awayText"] });

const choice = z.object({ id: z.uuid(), name: z.string() });

/** The ways, and what whoever makes one may choose from. */
export const threadRoutesSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      senderId: z.uuid(),
      sender: z.string(),
      word: z.string().nullable(),
      queueId: z.uuid(),
      queueName: z.string(),
      isQueueGone: z.boolean(),
      idleHours: z.number(),
      hoursId: z.uuid().nullable(),
      hoursName: z.string().nullable(),
      awayText: z.string(),
      createdAt: z.iso.datetime(),
    }),
  ),
  senders: z.array(choice),
  queues: z.array(choice),
  hours: z.array(choice),
});

/** Which conversations. */
export const threadsQuery = z.strictObject({
  customer: z.string().max(30).optional(),
  open: z.enum(["yes"]).optional(),
  before: z.uuid().optional(),
});

const moment = z.iso.datetime().nullable();

/** Conversations, the newest first; whoever does not manage the call centre is told the end of the number. */
export const threadsSchema = z.object({
  next: z.uuid().nullable(),
  items: z.array(
    z.object({
      id: z.uuid(),
      own: z.string(),
      customer: z.string(),
      queueName: z.string(),
      openedAt: z.iso.datetime(),
      lastInAt: z.iso.datetime(),
      lastOutAt: moment,
      /** Since when something waits for an agent; null where nothing does. */
      waitingSince: moment,
      closedAt: moment,
      closedWhy: z.enum(["disposition", "idle", "queue-gone"]).nullable(),
      /** The contact that it is now; null between two turns. */
      contactId: z.uuid().nullable(),
      agentName: z.string().nullable(),
    }),
  ),
});

/** A conversation at the desk of the agent who has it or had it. */
export const conversationSchema = z.object({
  own: z.string(),
  /** Whole while he has it. */
  customer: z.string(),
  /** Whether he may answer now. */
  mayReply: z.boolean(),
  isEnded: z.boolean(),
  lastHeardId: z.uuid().nullable(),
  lines: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      from: z.enum(["customer", "us"]),
      /** Null once it was removed by its rule. */
      text: z.string().nullable(),
      state: z.string().nullable(),
      agentName: z.string().nullable(),
      /** Parts of a long message that have not come. */
      missing: z.number(),
    }),
  ),
  templates: z.array(
    z.object({
      name: z.string(),
      body: z.string(),
      variables: z.array(z.object({ name: z.string(), kind: z.enum(["digits", "plain", "any"]), most: z.number() })),
    }),
  ),
});

/** What an agent answers: a text, or a template with its values. The key is made when he begins to write: sent twice, it is taken once. */
export const replyFormSchema = z.strictObject({
  text: z.string().max(20_000).default(""),
  template: z.string().max(60).optional(),
  values: z
    .record(z.string().max(40), z.string().max(1_000))
    .refine((values) => Object.keys(values).length <= 50)
    .optional(),
  requestKey: z.uuid(),
});

/** An agent is done with a turn; the newest message that he has seen is named. */
export const turnEndSchema = z.strictObject({ lastHeardId: z.uuid().nullable(), ends: z.boolean() });
