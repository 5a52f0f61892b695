import { z } from "zod";
import { standingSchema } from "../../../regulation/index.ts";
import { promiseSchema } from "../../promises/index.ts";
import { INTERESTS } from "../licence-words.ts";
import { OBJECTION_ADVICE, OBJECTION_COMMANDS, OBJECTION_STATES } from "./objection-words.ts";

const instant = z.iso.datetime();
const citationSchema = z.object({ id: z.string(), clause: z.string(), standing: standingSchema });

/** Maximum number of documents of one objection. */
const OBJECTION_FILES_MAX = 10;

/** Files an objection to a rejection, with a text and uploaded documents (purpose "licence-paper"). */
export const newObjectionRequest = z.strictObject({
  text: z.string().trim().max(8_000),
  fileIds: z.array(z.uuid()).max(OBJECTION_FILES_MAX).default([]),
});

const reason = z.string().max(2_000);

/** A command on an objection; `version` is the version of the objection that was read. */
export const objectionCommandRequest = z.strictObject({
  version: z.int().min(1),
  command: z.discriminatedUnion("command", [
    z.strictObject({ command: z.enum(["take", "release", "withdraw"]) }),
    z.strictObject({ command: z.literal("assign"), personId: z.uuid() }),
    z.strictObject({ command: z.literal("declare-interest"), hasInterest: z.boolean(), note: reason }),
    z.strictObject({ command: z.literal("review"), advice: z.enum(OBJECTION_ADVICE), reason }),
    z.strictObject({ command: z.enum(["send-back", "grant", "refuse"]), reason }),
  ]),
});

/** An objection as the caller may see it; the reviewer's opinion only for officers. */
export const objectionSchema = z.object({
  id: z.uuid(),
  /** E.g. "KBR-2026112500001". */
  number: z.string(),
  state: z.enum(OBJECTION_STATES),
  version: z.number(),
  licence: z.object({
    id: z.uuid(),
    number: z.string(),
    organisationName: z.string(),
    rejectedAt: instant,
    rejectedBy: z.string().nullable(),
    reason: z.string(),
  }),
  text: z.string(),
  files: z.array(z.object({ fileId: z.uuid(), name: z.string(), bytes: z.number() })),
  filedAt: instant,
  filedBy: z.string(),
  reviewer: z.string().nullable(),
  promise: promiseSchema,
  rule: citationSchema.nullable(),
  advice: z
    .object({ advice: z.enum(OBJECTION_ADVICE), reason: z.string(), by: z.string().nullable(), at: instant })
    .nullable(),
  decision: z
    .object({ outcome: z.enum(["granted", "refused"]), reason: z.string(), by: z.string().nullable(), at: instant })
    .nullable(),
  events: z.array(
    z.object({
      sequence: z.number(),
      type: z.string(),
      at: instant,
      actor: z.string().nullable(),
      role: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  commands: z.array(z.enum(OBJECTION_COMMANDS)),
  /** The reading officer's declaration of interest in the application; null for all others. */
  interest: z.enum(INTERESTS).nullable(),
  /** The reading officer judged in the application, and so may not take part. */
  hasJudged: z.boolean(),
});

/** An objection as the caller may see it. */
export type ObjectionView = z.infer<typeof objectionSchema>;

/** Query of the list of objections. */
export const objectionsQuery = z.strictObject({
  state: z.enum(["open", "over"]).default("open"),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** A page of the officers' objections: the open ones by due date, the ended ones newest first. */
export const objectionsSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      licenceNumber: z.string(),
      organisationName: z.string(),
      state: z.enum(OBJECTION_STATES),
      reviewer: z.string().nullable(),
      filedAt: instant,
      promise: promiseSchema,
    }),
  ),
});

/** Officers to whom an objection can be assigned: they neither judged in the application nor have an interest in it. */
export const objectionReviewersSchema = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) });
