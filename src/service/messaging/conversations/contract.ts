import { z } from "zod";
import { AWAY_TEXT_MAX, IDLE_HOURS, ROUTE_WORD } from "./limits.shared.ts";

/** A route from a number, optionally with a keyword, to a queue. */
export const threadRouteFormSchema = z
  .strictObject({
    senderId: z.uuid(),
    /** Keyword (first word) of this route; null for messages that match no keyword and get no automatic answer. */
    word: z.string().trim().toUpperCase().regex(ROUTE_WORD).nullable(),
    queueId: z.uuid(),
    idleHours: z.int().min(IDLE_HOURS.least).max(IDLE_HOURS.most),
    /** Opening hours, and the text that answers once a conversation that begins outside them. */
    hoursId: z.uuid().nullable(),
    awayText: z.string().trim().max(AWAY_TEXT_MAX),
  })
  .refine(({ hoursId, awayText }) => (hoursId === null) === (awayText === ""), { path: ["awayText"] });

const choice = z.object({ id: z.uuid(), name: z.string() });

/** Routes, and the choices for a new one. */
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

/** Filter of the conversation list. */
export const threadsQuery = z.strictObject({
  customer: z.string().max(30).optional(),
  open: z.enum(["yes"]).optional(),
  before: z.uuid().optional(),
});

const moment = z.iso.datetime().nullable();

/** Conversations, newest first; readers who do not manage the call centre see only the end of the number. */
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
      /** Since when a message waits for an agent; null when none does. */
      waitingSince: moment,
      closedAt: moment,
      closedWhy: z.enum(["disposition", "idle", "queue-gone"]).nullable(),
      /** The open contact; null between two turns. */
      contactId: z.uuid().nullable(),
      agentName: z.string().nullable(),
    }),
  ),
});

/** A conversation on the desktop of the agent who has or had it. */
export const conversationSchema = z.object({
  own: z.string(),
  /** Full number while the agent has the contact. */
  customer: z.string(),
  /** Whether the agent may answer now. */
  mayReply: z.boolean(),
  isEnded: z.boolean(),
  lastHeardId: z.uuid().nullable(),
  lines: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      from: z.enum(["customer", "us"]),
      /** Null once the retention rule has removed it. */
      text: z.string().nullable(),
      state: z.string().nullable(),
      agentName: z.string().nullable(),
      /** Segments of a long message that have not arrived. */
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

/**
 * An agent's reply: a text, or a template with its values. The idempotency key is made when the agent starts to write: a reply that is sent twice is accepted
 * once.
 */
export const replyFormSchema = z.strictObject({
  text: z.string().max(20_000).default(""),
  template: z.string().max(60).optional(),
  values: z
    .record(z.string().max(40), z.string().max(1_000))
    .refine((values) => Object.keys(values).length <= 50)
    .optional(),
  requestKey: z.uuid(),
});

/** An agent ends a turn, naming the newest message that they have seen. */
export const turnEndSchema = z.strictObject({ lastHeardId: z.uuid().nullable(), ends: z.boolean() });
