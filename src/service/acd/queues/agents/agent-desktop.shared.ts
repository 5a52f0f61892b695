import { z } from "zod";
import { agentActionSchema, contactTimelineSchema } from "../contract.ts";

const instant = z.iso.datetime();
const NOTE_MAX = 2_000;

/** How an agent stands, as his own desk shows it; null while he is logged out. */
const desktopStatusSchema = z
  .object({
    state: z.string(),
    /** Why he pauses: the name of a reason, or `missed` where the floor paused him. */
    reason: z.string().nullable(),
    phoneId: z.uuid().nullable(),
    since: instant,
    /** When the state ends by itself; null where it does not. */
    until: instant.nullable(),
    /** What he does as soon as his contact lets him. */
    next: z.object({ is: z.enum(["paused", "logged-out"]), reason: z.string().nullable() }).nullable(),
    contactId: z.uuid().nullable(),
    /** The sitting of the page where he answers, of all that he has open; null where he answers in no browser. */
    sittingId: z.uuid().nullable(),
  })
  .nullable();

/** The contact an agent is rung for, connecting to or talking with; null for none. In wrap-up it is no longer open. */
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
    /** How the agent, the caller and whom he asks stand to each other; null while the two simply talk. */
    talk: z
      .object({
        state: z.enum(["talking", "held", "ringing", "consulting", "conference"]),
        /** The number that is or was asked. */
        target: z.string().nullable(),
        /** Why whom he asked was not reached, as SIP says it; 200 where she has hung up. */
        status: z.number().nullable(),
        since: instant,
      })
      .nullable(),
    /** How a supervisor takes part; null where none does, or where the call centre does not tell its agents. */
    supervision: z.enum(["listen", "whisper", "barge"]).nullable(),
  })
  .nullable();

/** What a desk is told again and again. */
export const desktopStateSchema = z.object({
  atMs: z.number(),
  standing: desktopStatusSchema,
  caller: desktopCallerSchema,
});

/** How a desk stands at a moment. */
export type DesktopState = z.infer<typeof desktopStateSchema>;

/** An agent's own desk: who he is, what he can choose from, what he did today. */
export const agentDesktopSchema = z.object({
  agent: z.object({ id: z.uuid(), name: z.string(), homePhoneId: z.uuid().nullable() }),
  /** The zone of the call centre's clocks (IANA name). */
  timeZone: z.string(),
  phones: z.array(z.object({ id: z.uuid(), extension: z.string(), name: z.string(), isTaken: z.boolean() })),
  pauseReasons: z.array(z.object({ id: z.uuid(), name: z.string() })),
  dispositions: z.array(z.object({ id: z.uuid(), name: z.string(), queueId: z.uuid().nullable() })),
  /** Since midnight of the call centre. `talkMs` is the mean of the contacts that are over; null where there is none. */
  today: z.object({ handled: z.number(), missed: z.number(), talkMs: z.number().nullable() }),
});

/** An agent's desk. */
export type AgentDesktop = z.infer<typeof agentDesktopSchema>;

/** What the agent of a desk wants; the same key again is the same wish. */
export const desktopActionSchema = agentActionSchema.extend({
  act: z.union([
    agentActionSchema.shape.act,
    /** With what somebody wrote to him; nothing rings for it. */
    z.strictObject({ act: z.enum(["take-message", "decline-message"]), contactId: z.uuid() }),
  ]),
});

/** What the agent of a desk does with his caller; a colleague may be named instead of a number. The same key again is the same wish. */
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

/** What the agent of a desk does with his caller. */
export type DesktopCallAction = z.infer<typeof desktopCallActionSchema>["act"];

/** Colleagues who are logged in, by name. */
export const desktopColleaguesSchema = z.object({
  /** `extension` is the phone where each works now. */
  items: z.array(z.object({ id: z.uuid(), name: z.string(), state: z.string(), extension: z.string() })),
});

/** A colleague who is logged in. */
export type DesktopColleague = z.infer<typeof desktopColleaguesSchema>["items"][number];

/** How a call stands to its recording: on, standing still by a program, off because nobody wants one, or why there is none. */
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

/** What an agent writes about a contact. The id is made by who writes, so that what is sent twice is kept once. */
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
 * A contact of the agent's own. The number is whole while he has the contact, and only its end is told afterwards; earlier
 * contacts of the number are told as long as it is whole. The story leaves out whom else it was offered to.
 */
export const desktopContactSchema = z.object({
  contactId: z.uuid(),
  caller: z.string(),
  isWhole: z.boolean(),
  called: z.string(),
  /** Whether he wrote instead of calling. */
  isMessage: z.boolean(),
  calledLabel: z.string(),
  queueId: z.uuid().nullable(),
  queueName: z.string().nullable(),
  /** Of a callback that was planned: which agent, or by which widget a visitor of a website, asked for it for when, and what was written then; null for other contacts. */
  plan: z
    .object({
      agentName: z.string().nullable(),
      widgetName: z.string().nullable(),
      dueAt: instant,
      note: z.string(),
      tries: z.number(),
    })
    .nullable(),
  /** Of a call from a website by its visitor's browser: the name of the widget; null for any other contact. */
  website: z.string().nullable(),
  /** Whether the talk is being recorded, and why not; null once the contact is over. */
  recording: z.enum(RECORDING_STANDS).nullable(),
  joinedAt: instant,
  /** Between entering and this agent's answer; null while he has not answered. */
  waitedMs: z.number().nullable(),
  answeredAt: instant.nullable(),
  /** The labels of what the caller chose in menus, in their order; keys are not told. */
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

/** A contact of the agent's own. */
export type DesktopContact = z.infer<typeof desktopContactSchema>;

/** The agent's own contacts, the newest first; `before` is the end of the page before. */
export const desktopContactsQuery = z.strictObject({ before: instant.optional() });

/** A page of an agent's own contacts; `next` is null on the last one. */
export const desktopContactsSchema = z.object({
  timeZone: z.string(),
  next: instant.nullable(),
  items: z.array(
    z.object({
      contactId: z.uuid(),
      answeredAt: instant,
      queueName: z.string().nullable(),
      /** The end of the number. */
      caller: z.string(),
      talkMs: z.number().nullable(),
      disposition: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});
