import { z } from "zod";
import { QUEUES_PER_AGENT_MAX, SKILL_LEVEL_MAX, SKILLS_PER_AGENT_MAX, STAGES_MAX } from "./queue-rules.ts";
import { queueRulesSchema } from "./rules-form.ts";

const expectedVersion = z.number().int().min(1);

/** A queue as it is written down. */
export const queueFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Whether it takes callers; those who wait in it are served either way. */
  isOpen: z.boolean(),
  rules: queueRulesSchema,
});

/** A queue written over the version that was read. */
export const queueChangeSchema = queueFormSchema.extend({ expectedVersion });

/** The queues of the caller's call centre by name. */
export const queuesSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isOpen: z.boolean(),
      rules: queueRulesSchema,
      version: z.number(),
      /** How many agents serve it. */
      agents: z.number(),
    }),
  ),
});

const tier = z.number().int().min(1).max(STAGES_MAX);
const skill = z.string().trim().min(1).max(40);

/**
 * An agent as he is written down: his name, the phone of every day, the queues he serves and what he can; the account that is
 * his, and the number and PIN by which he logs in at a desk phone. Of the last three, what is left out stays as it is.
 */
export const agentFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  homePhoneId: z.uuid().nullable(),
  personId: z.uuid().nullable().optional(),
  deskNumber: z
    .string()
    .regex(/^\d{3,8}$/)
    .nullable()
    .optional(),
  deskPin: z
    .string()
    .regex(/^\d{4,8}$/)
    .optional(),
  queues: z.array(z.strictObject({ queueId: z.uuid(), tier })).max(QUEUES_PER_AGENT_MAX),
  skills: z
    .record(skill, z.number().int().min(1).max(SKILL_LEVEL_MAX))
    .refine((skills) => Object.keys(skills).length <= SKILLS_PER_AGENT_MAX),
});

/** An agent written over the version that was read. */
export const agentChangeSchema = agentFormSchema.extend({ expectedVersion });

/** The agents of the caller's call centre by name, each with how he stands now; null for one who is logged out. */
export const agentsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      homePhoneId: z.uuid().nullable(),
      personId: z.uuid().nullable(),
      personName: z.string().nullable(),
      /** The address of somebody invited who will be this agent. */
      awaitedEmail: z.string().nullable(),
      deskNumber: z.string().nullable(),
      queues: z.array(z.object({ queueId: z.uuid(), tier: z.number() })),
      skills: z.record(z.string(), z.number()),
      version: z.number(),
      standing: z
        .object({
          state: z.string(),
          reason: z.string().nullable(),
          phoneId: z.uuid().nullable(),
          since: z.iso.datetime(),
        })
        .nullable(),
    }),
  ),
});

/** Accounts that may work at a desk of the caller's call centre, each with the agent he is. */
export const desktopUsersSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), email: z.string(), agentId: z.uuid().nullable() })),
});

/** What is made has this id. */
export const createdSchema = z.object({ id: z.uuid() });

/** What an agent wants of the floor; the same key again is the same wish. */
export const agentActionSchema = z.strictObject({
  act: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("log-in"), phoneId: z.uuid().nullable() }),
    z.strictObject({ act: z.literal("log-out") }),
    z.strictObject({ act: z.literal("pause"), reasonId: z.uuid() }),
    z.strictObject({ act: z.literal("ready") }),
  ]),
  idempotencyKey: z.string().min(1).max(80),
});

/** What a supervisor does with a contact that waits; the same key again is the same wish. */
export const contactActionSchema = z.strictObject({
  act: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("send"), queueId: z.uuid() }),
    z.strictObject({ act: z.literal("give"), agentId: z.uuid() }),
  ]),
  idempotencyKey: z.string().min(1).max(80),
});

/** What became of a wish: it waits for the switch, was done, or was refused and why, by code and in words. */
export const agentCommandSchema = z.object({
  id: z.uuid(),
  state: z.enum(["waiting", "done", "refused"]),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/** What goes on in the queues: counts by queue, the contacts that are open (500 at the most), the agents who are here. */
export const queueBoardSchema = z.object({
  atMs: z.number(),
  /** The zone of the call centre's clocks (IANA name). */
  timeZone: z.string(),
  queues: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isOpen: z.boolean(),
      waiting: z.number(),
      talking: z.number(),
      /** Messages that wait or are answered; neither number above counts them. */
      messages: z.number(),
      /** Since when the first of those on the line waits; null when nobody does. */
      longestSince: z.iso.datetime().nullable(),
      /** How long somebody waits in it at the most; null where its rules cannot be read. */
      waitMaxMs: z.number().nullable(),
    }),
  ),
  contacts: z.array(
    z.object({
      contactId: z.uuid(),
      queueId: z.uuid(),
      callId: z.uuid().nullable(),
      caller: z.string(),
      called: z.string(),
      /** His place in his queue, 1 first; null once he talks. */
      place: z.number().nullable(),
      /** The wait that was estimated as he entered; null when too little was known. */
      toldMs: z.number().nullable(),
      kind: z.string(),
      state: z.string(),
      agentId: z.uuid().nullable(),
      joinedAt: z.iso.datetime(),
      priority: z.number(),
    }),
  ),
  agents: z.array(
    z.object({
      agentId: z.uuid(),
      name: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
      contactId: z.uuid().nullable(),
      phoneId: z.uuid().nullable(),
      since: z.iso.datetime(),
      /** The queues he serves. */
      queueIds: z.array(z.uuid()),
    }),
  ),
});

/** What goes on in the queues at a moment. */
export type QueueBoard = z.infer<typeof queueBoardSchema>;

const named = z.array(z.object({ id: z.uuid(), name: z.string() }));

/**
 * Everything that happened to a contact, in its order; `steadyMs` is for durations, `at` for showing. Queues and agents
 * that its events name are named, those that have ended since included.
 */
export const contactTimelineSchema = z.object({
  contactId: z.uuid(),
  timeZone: z.string(),
  queues: named,
  agents: named,
  events: z.array(
    z.object({
      sequence: z.number(),
      kind: z.string(),
      at: z.iso.datetime(),
      steadyMs: z.number(),
      body: z.record(z.string(), z.unknown()),
    }),
  ),
});
