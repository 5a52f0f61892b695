import { z } from "zod";
import { QUEUES_PER_AGENT_MAX, SKILL_LEVEL_MAX, SKILLS_PER_AGENT_MAX, STAGES_MAX } from "./queue-rules.ts";
import { queueRulesSchema } from "./rules-form.ts";

const expectedVersion = z.number().int().min(1);

/** The form of a queue. */
export const queueFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Whether it accepts callers; waiting callers are served either way. */
  isOpen: z.boolean(),
  rules: queueRulesSchema,
});

/** A change of a queue, over the version that was read. */
export const queueChangeSchema = queueFormSchema.extend({ expectedVersion });

/** The queues of the user's call centre by name. */
export const queuesSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isOpen: z.boolean(),
      rules: queueRulesSchema,
      version: z.number(),
      /** The number of its agents. */
      agents: z.number(),
    }),
  ),
});

const tier = z.number().int().min(1).max(STAGES_MAX);
const skill = z.string().trim().min(1).max(40);

/**
 * The form of an agent: name, usual phone, queues and skills; the account, and the agent number and PIN for feature codes. Of the last three, properties
 * that are left out do not change.
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

/** A change of an agent, over the version that was read. */
export const agentChangeSchema = agentFormSchema.extend({ expectedVersion });

/** The agents of the user's call centre by name, each with the current state; null while logged out. */
export const agentsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      homePhoneId: z.uuid().nullable(),
      personId: z.uuid().nullable(),
      personName: z.string().nullable(),
      /** The address of the open invitation for this agent. */
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

/** Accounts that may use the agent desktop of the user's call centre, each with its agent. */
export const desktopUsersSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), email: z.string(), agentId: z.uuid().nullable() })),
});

/** The id of a created row. */
export const createdSchema = z.object({ id: z.uuid() });

/** A command of an agent; a repeated key means the same command. */
export const agentActionSchema = z.strictObject({
  act: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("log-in"), phoneId: z.uuid().nullable() }),
    z.strictObject({ act: z.literal("log-out") }),
    z.strictObject({ act: z.literal("pause"), reasonId: z.uuid() }),
    z.strictObject({ act: z.literal("ready") }),
  ]),
  idempotencyKey: z.string().min(1).max(80),
});

/** A supervisor's command on a waiting contact; a repeated key means the same command. */
export const contactActionSchema = z.strictObject({
  act: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("send"), queueId: z.uuid() }),
    z.strictObject({ act: z.literal("give"), agentId: z.uuid() }),
  ]),
  idempotencyKey: z.string().min(1).max(80),
});

/** The state of a command: waiting for the switch, done, or refused with code and text. */
export const agentCommandSchema = z.object({
  id: z.uuid(),
  state: z.enum(["waiting", "done", "refused"]),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/** The live state of the queues: counts by queue, open contacts (500 at the most), and logged-in agents. */
export const queueBoardSchema = z.object({
  atMs: z.number(),
  /** The time zone of the call centre (IANA name). */
  timeZone: z.string(),
  queues: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isOpen: z.boolean(),
      waiting: z.number(),
      talking: z.number(),
      /** Messages that wait or are being answered; the counts above exclude them. */
      messages: z.number(),
      /** Since when the first waiting call has waited, callbacks excluded; null without one. */
      longestSince: z.iso.datetime().nullable(),
      /** The maximum wait in it; null when its rules cannot be read. */
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
      /** The position in the queue, 1 first; null during the talk. */
      place: z.number().nullable(),
      /** The estimated wait at entry; null with too little data. */
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
      /** The queues of the agent. */
      queueIds: z.array(z.uuid()),
    }),
  ),
});

/** The live state of the queues. */
export type QueueBoard = z.infer<typeof queueBoardSchema>;

const named = z.array(z.object({ id: z.uuid(), name: z.string() }));

/**
 * The events of a contact in their order; `steadyMs` is for durations, `at` for display. The queues and agents of its events have their names, including
 * ended ones.
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
