import { z } from "zod";
import { agentActionSchema, contactTimelineSchema } from "../contract.ts";

const instant = z.iso.datetime();
const NOTE_MAX = 2_000;

/** The state of an agent on the agent desktop; null while logged out. */
const desktopStatusSchema = z
  .object({
    state: z.string(),
    /** The reason of a pause: its name, or `missed` for an automatic one. */
    reason: z.string().nullable(),
    phoneId: z.uuid().nullable(),
    since: instant,
    /** When the state ends automatically; null for never. */
    until: instant.nullable(),
    /** The state that follows as soon as the contact has ended. */
    next: z.object({ is: z.enum(["paused", "logged-out"]), reason: z.string().nullable() }).nullable(),
    contactId: z.uuid().nullable(),
    /** The softphone session of the page that rings, among the agent's open pages; null when the agent uses no softphone. */
    sittingId: z.uuid().nullable(),
  })
  .nullable();

/** The contact that rings, is being connected or talks with the agent; null for none. In wrap-up it is no longer open. */
const desktopCallerSchema = z
  .object({
    contactId: z.uuid(),
    caller: z.string(),
    called: z.string(),
    queueId: z.uuid(),
    queueName: z.string(),
    kind: z.string(),
    joinedAt: instant,
    priority: z.number(),
    /** The state between agent, caller and consulted party; null while agent and caller talk without one. */
    talk: z
      .object({
        state: z.enum(["talking", "held", "ringing", "consulting", "conference"]),
        /** The number of the consulted party. */
        target: z.string().nullable(),
        /** Why the consulted party was not reached, as a SIP status; 200 when that party has hung up. */
        status: z.number().nullable(),
        since: instant,
      })
      .nullable(),
    /** The mode of a supervisor in the call; null without one, or when the call centre does not show it to agents. */
    supervision: z.enum(["listen", "whisper", "barge"]).nullable(),
  })
  .nullable();

/** The state that the agent desktop receives repeatedly. */
export const desktopStateSchema = z.object({
  atMs: z.number(),
  standing: desktopStatusSchema,
  caller: desktopCallerSchema,
});

/** The state of an agent desktop. */
export type DesktopState = z.infer<typeof desktopStateSchema>;

/** The agent desktop: the agent, the choices, and today's numbers. */
export const agentDesktopSchema = z.object({
  agent: z.object({ id: z.uuid(), name: z.string(), homePhoneId: z.uuid().nullable() }),
  /** The time zone of the call centre (IANA name). */
  timeZone: z.string(),
  phones: z.array(z.object({ id: z.uuid(), extension: z.string(), name: z.string(), isTaken: z.boolean() })),
  pauseReasons: z.array(z.object({ id: z.uuid(), name: z.string() })),
  dispositions: z.array(z.object({ id: z.uuid(), name: z.string(), queueId: z.uuid().nullable() })),
  /** Since local midnight. `talkMs` is the mean of ended contacts; null without one. */
  today: z.object({ handled: z.number(), missed: z.number(), talkMs: z.number().nullable() }),
});

/** The agent desktop. */
export type AgentDesktop = z.infer<typeof agentDesktopSchema>;

/** A command from the agent desktop; a repeated key means the same command. */
export const desktopActionSchema = agentActionSchema.extend({
  act: z.union([
    agentActionSchema.shape.act,
    /** A command on a message, which does not ring. */
    z.strictObject({ act: z.enum(["take-message", "decline-message"]), contactId: z.uuid() }),
  ]),
});

/** A command on the agent's call; a colleague may be given instead of a number. A repeated key means the same command. */
export const desktopCallActionSchema = z.strictObject({
  act: z.union([
    z.strictObject({
      act: z.enum(["hold", "resume", "complete", "return", "conference", "hang-up", "withdraw-recording"]),
    }),
    z.strictObject({ act: z.enum(["consult", "transfer"]), number: z.string().regex(/^\+?\d{2,20}$/) }),
    z.strictObject({ act: z.enum(["consult", "transfer"]), agentId: z.uuid() }),
  ]),
  idempotencyKey: z.string().min(1).max(80),
});

/** A command on the agent's call. */
export type DesktopCallAction = z.infer<typeof desktopCallActionSchema>["act"];

/** Colleagues who are logged in, by name. */
export const desktopColleaguesSchema = z.object({
  /** `extension` is that of the colleague's current phone. */
  items: z.array(z.object({ id: z.uuid(), name: z.string(), state: z.string(), extension: z.string() })),
});

/** A colleague who is logged in. */
export type DesktopColleague = z.infer<typeof desktopColleaguesSchema>["items"][number];

/** The state of a call's recording: on, paused by an API client, off because none is requested, or the reason why there is none. */
export const RECORDING_STANDS = [
  ...([
    "on",
    "paused",
    "off",
    "not-asked",
    "refused",
    "silent",
    "unclear",
    "unheard",
    "withdrawn",
    "joined",
    "storage-full",
  ] as const),
] as const;

/** A note of an agent on a contact. The client generates the id, so that a repeated request stores one note. */
export const contactNoteFormSchema = z
  .strictObject({
    id: z.uuid(),
    note: z.string().trim().max(NOTE_MAX),
    dispositionId: z.uuid().nullable(),
  })
  .refine(({ note, dispositionId }) => note !== "" || dispositionId !== null, { error: "note-empty", path: ["note"] });

const noteSchema = z.object({
  id: z.uuid(),
  note: z.string(),
  dispositionId: z.uuid().nullable(),
  disposition: z.string().nullable(),
  at: instant,
});

/**
 * A contact of the agent. The number is complete during the contact, and masked afterwards; earlier contacts of the number are included while the number is
 * complete. The timeline leaves out offers to other agents.
 */
export const desktopContactSchema = z.object({
  contactId: z.uuid(),
  caller: z.string(),
  isWhole: z.boolean(),
  called: z.string(),
  /** Whether the contact is a message instead of a call. */
  isMessage: z.boolean(),
  calledLabel: z.string(),
  queueId: z.uuid().nullable(),
  queueName: z.string().nullable(),
  /** Of a scheduled callback: the agent or the widget that scheduled it, for when, and the note; null for other contacts. */
  plan: z
    .object({
      agentName: z.string().nullable(),
      widgetName: z.string().nullable(),
      dueAt: instant,
      note: z.string(),
      tries: z.number(),
    })
    .nullable(),
  /** The name of the widget for a web caller's call; null for any other contact. */
  website: z.string().nullable(),
  /** Whether the talk is being recorded, or why not; null once the contact has ended. */
  recording: z.enum(RECORDING_STANDS).nullable(),
  joinedAt: instant,
  /** From entering to this agent's answer; null before it. */
  waitedMs: z.number().nullable(),
  answeredAt: instant.nullable(),
  /** The labels of the caller's menu choices, in their order; other keys are not included. */
  choices: z.array(z.string()),
  notes: z.array(noteSchema),
  earlier: z.array(
    z.object({
      at: instant,
      queueName: z.string().nullable(),
      /** Whether an agent talked with the caller. */
      isAnswered: z.boolean(),
      disposition: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  story: contactTimelineSchema,
});

/** A contact of the agent. */
export type DesktopContact = z.infer<typeof desktopContactSchema>;

/** A query for the agent's contacts, newest first; `before` is the end of the previous page. */
export const desktopContactsQuery = z.strictObject({ before: instant.optional() });

/** A page of the agent's contacts; `next` is null on the last one. */
export const desktopContactsSchema = z.object({
  timeZone: z.string(),
  next: instant.nullable(),
  items: z.array(
    z.object({
      contactId: z.uuid(),
      answeredAt: instant,
      queueName: z.string().nullable(),
      /** The last digits of the number. */
      caller: z.string(),
      talkMs: z.number().nullable(),
      disposition: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});
