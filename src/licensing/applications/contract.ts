import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";
import { assigneeQuery, promiseQuery, promiseSchema } from "../promises/index.ts";
import { INTERESTS, ITEM_VERDICTS, LICENCE_COMMANDS, LICENCE_STATES } from "./licence-words.ts";
import { OBJECTION_STATES } from "./objections/objection-words.ts";

const instant = z.iso.datetime();
const dateOrEmpty = z.union([z.iso.date(), z.literal("")]);

/** The rule behind a finding: its clause, and whether it was read there. */
const citationSchema = z.object({ id: z.string(), clause: z.string(), standing: standingSchema });

/** Where a finding is: a part and field, or a file, page and spot (fractions of the page from its top left). */
const placeSchema = z.object({
  part: z.string().max(40).nullable(),
  slot: z.string().max(100).nullable(),
  rowId: z.string().max(100).nullable(),
  field: z.string().max(200).nullable(),
  page: z.int().min(1).max(2_000).nullable(),
  spot: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).nullable(),
});

/** Something an officer wants mended: where, by which rule, what would satisfy it. A draft is seen by officers only. */
const findingSchema = z.object({
  id: z.uuid(),
  requirement: z.string(),
  round: z.number(),
  state: z.enum(["draft", "sent", "answered", "settled"]),
  place: placeSchema,
  rule: citationSchema.nullable(),
  note: z.string(),
  remedy: z.string(),
  /** Why it came only after its item had been judged; null for one in time. */
  lateReason: z.string().nullable(),
  /** The earlier finding that was answered but not mended; null for a new one. */
  repeats: z.uuid().nullable(),
  dueDate: z.iso.date().nullable(),
  by: z.string().nullable(),
  at: instant,
});

/** One requirement of the case with the verdict on it. */
const itemSchema = z.object({
  /** E.g. "D07"; its title is a text under `licence.requirement.{key}`. */
  key: z.string(),
  kind: z.enum(["form", "file", "declaration", "record"]),
  parts: z.array(z.string()),
  /** Slots that this requirement asks a file for, filled or not. */
  slots: z.array(z.string()),
  rule: citationSchema,
  /** Null where there is no template; else its version. */
  template: z.string().nullable(),
  /** Whether the template also comes as a text to be worded freely. */
  isWord: z.boolean(),
  verdict: z.enum(ITEM_VERDICTS),
  /** Accepted and its bytes unchanged: nobody may change or judge it again. */
  locked: z.boolean(),
  /** Changed since the last round of judging. */
  changed: z.boolean(),
  /** Why it is judged again though it had been accepted, and since when; null unless that was in this round. */
  reopened: z.object({ at: instant, reason: z.string() }).nullable(),
  /** Whether the reader accepted it himself in this round, and may take that back. */
  mayUndo: z.boolean(),
  checkedBy: z.string().nullable(),
  checkedAt: instant.nullable(),
});

/** A file on its slot. */
const documentSchema = z.object({
  slot: z.string(),
  /** Null for a file on a slot that no requirement asks for any more. */
  requirement: z.string().nullable(),
  fileId: z.uuid(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  pages: z.number().nullable(),
  stated: z.object({ number: z.string(), issuedOn: z.string(), validUntil: z.string() }),
  /** What was read in it, see `FileFacts`; null while it is being read. */
  facts: z.unknown(),
  attachedBy: z.string(),
  attachedAt: instant,
  version: z.number(),
});

/** A part of the form with its own version, so that two people never overwrite each other. */
const partSchema = z.object({
  key: z.string(),
  value: z.unknown(),
  version: z.number(),
  changedBy: z.string().nullable(),
  changedAt: instant.nullable(),
});

/** One finding of the pre-check. */
const preCheckSchema = z.object({
  code: z.string(),
  level: z.enum(["blocks", "warns", "not-checked"]),
  requirement: z.string(),
  place: placeSchema.omit({ spot: true }),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  rule: citationSchema.nullable(),
});

/** Something that happened to a case. */
const eventSchema = z.object({
  sequence: z.number(),
  type: z.string(),
  at: instant,
  actor: z.string().nullable(),
  role: z.string().nullable(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** A licence application as its people see it; findings in draft, facts recorded and interests only for officers. */
export const licenceSchema = z.object({
  id: z.uuid(),
  /** E.g. "IZN-2026112500001"; null before submission. */
  number: z.string().nullable(),
  state: z.enum(LICENCE_STATES),
  paused: z.boolean(),
  round: z.number(),
  version: z.number(),
  organisation: z.object({
    id: z.uuid(),
    name: z.string(),
    nib: z.string().nullable(),
    npwp: z.string(),
    /** What the requirements and the pre-check ask of a company, so that they run in the browser as they run here. */
    isGovernment: z.boolean(),
    kbli: z.array(z.string()),
    ownLicence: z.boolean(),
  }),
  codes: z.array(z.object({ code: z.string(), display: z.string(), decree: z.string().nullable() })),
  ruleVersion: z.string(),
  createdAt: instant,
  submittedAt: instant.nullable(),
  assignee: z.string().nullable(),
  promise: promiseSchema.nullable(),
  repairUntil: z.iso.date().nullable(),
  parts: z.array(partSchema),
  items: z.array(itemSchema),
  documents: z.array(documentSchema),
  findings: z.array(findingSchema),
  preCheck: z.array(preCheckSchema),
  events: z.array(eventSchema),
  /** Facts checked outside: the number of a certificate, the KSWP, the NPWP. */
  recordedFacts: z.array(
    z.object({
      requirement: z.string(),
      slot: z.string().nullable(),
      source: z.string(),
      result: z.enum(["confirmed", "contradicted", "not-reachable"]),
      note: z.string(),
      by: z.string(),
      at: instant,
    }),
  ),
  deemed: z.object({ since: z.iso.date(), escalatedAt: instant, recordedAt: instant.nullable() }).nullable(),
  /** The commitment decree (Penetapan Komitmen Layanan) that verified documents bring. */
  decree: z.object({ id: z.uuid(), number: z.string(), state: z.string() }).nullable(),
  /** Stamped receipts of what was handed in: round 0 the submission, n the n-th correction. */
  receipts: z.array(z.object({ fileId: z.uuid(), round: z.number(), at: instant })),
  /** Objections to its rejections, newest first, and until when the last rejection may be objected to. */
  objections: z.object({
    items: z.array(z.object({ id: z.uuid(), number: z.string(), state: z.enum(OBJECTION_STATES), filedAt: instant })),
    until: z.iso.date().nullable(),
    mayFile: z.boolean(),
    /** Why the reader may not object, as a code; null where he may. */
    refusal: z.string().nullable(),
    rule: citationSchema.nullable(),
  }),
  /** Whether the reader may fill in parts and hang files now; items that are locked stay so. */
  mayWrite: z.boolean(),
  commands: z.array(z.enum(LICENCE_COMMANDS)),
  /** What the reading officer has said of an interest of his own in this case; null for everybody else. */
  interest: z.enum(INTERESTS).nullable(),
});

/** A licence application as its people see it. */
export type LicenceView = z.infer<typeof licenceSchema>;

/** What was handed in with one round: `GET /api/licences/:id/rounds/:round`, so that old stands beside new. */
export const licenceRoundSchema = z.object({
  round: z.number(),
  handedInAt: instant,
  parts: z.array(z.object({ key: z.string(), value: z.unknown() })),
  documents: z.array(
    z.object({
      slot: z.string(),
      fileId: z.uuid(),
      name: z.string(),
      sha256: z.string(),
      stated: z.object({ number: z.string(), issuedOn: z.string(), validUntil: z.string() }),
    }),
  ),
});

/** Officers to whom cases can be given (`GET /api/licences/assignees`), with how many each has in work. */
export const licenceAssigneesSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), openCases: z.number() })),
});

/** Begins an application; `copyOf` takes over parts and files of an earlier one of the same company. */
export const newLicenceRequest = z.strictObject({
  organisationId: z.uuid(),
  copyOf: z.uuid().nullable().default(null),
});

/** What is asked of a list of cases. */
export const licencesQuery = z.strictObject({
  /** The reader's companies, or what officers see. */
  scope: z.enum(["mine", "queue"]).default("mine"),
  state: z.enum(LICENCE_STATES).optional(),
  ball: z.enum(["open", "ministry", "applicant", "overdue", "mine"]).optional(),
  ...promiseQuery,
  assignee: assigneeQuery.optional(),
  search: z.string().max(100).optional(),
  sort: z.enum(["due", "-due", "submitted", "-submitted"]).default("-submitted"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** Saves one part; `version` is the one it was read with, 0 for a part nobody has saved. */
export const savePartRequest = z.strictObject({ version: z.int().min(0), value: z.unknown() });

/** Hangs an uploaded file on a slot, or takes it off (fileId null); `version` as of the slot, 0 when it is empty. */
export const documentRequest = z.strictObject({
  version: z.int().min(0),
  fileId: z.uuid().nullable(),
  stated: z.strictObject({ number: z.string().max(100), issuedOn: dateOrEmpty, validUntil: dateOrEmpty }),
});

const note = z.string().max(2_000);

/** A command; `version` is the case's as it was read. */
export const licenceCommandRequest = z.strictObject({
  version: z.int().min(1),
  command: z.discriminatedUnion("command", [
    z.strictObject({ command: z.enum(["submit", "withdraw", "unassign", "take", "finish-check", "resubmit"]) }),
    z.strictObject({ command: z.literal("assign"), personId: z.uuid() }),
    z.strictObject({ command: z.literal("declare-interest"), hasInterest: z.boolean(), note }),
    z.strictObject({ command: z.enum(["accept-item", "undo-acceptance"]), requirement: z.string().max(20) }),
    z.strictObject({ command: z.literal("reopen-item"), requirement: z.string().max(20), reason: note }),
    z.strictObject({
      command: z.literal("keep-finding"),
      id: z.uuid().nullable(),
      requirement: z.string().max(20),
      place: placeSchema,
      rule: z.string().max(80),
      note,
      remedy: note,
      /** Only for a new finding on an unchanged item: published with the round (coordinator). */
      lateReason: note.nullable(),
    }),
    z.strictObject({ command: z.literal("drop-finding"), id: z.uuid() }),
    z.strictObject({
      command: z.literal("record-fact"),
      requirement: z.string().max(20),
      slot: z.string().max(100).nullable(),
      source: z.string().max(200),
      result: z.enum(["confirmed", "contradicted", "not-reachable"]),
      note,
    }),
    z.strictObject({ command: z.enum(["return", "endorse"]), note }),
    z.strictObject({
      command: z.enum(["pause", "resume"]),
      requirement: z.string().max(20),
      rule: z.string().max(80),
      reason: note,
    }),
    z.strictObject({ command: z.enum(["send-back", "verify", "reject"]), reason: note }),
  ]),
});

/** One row of a list. */
const licenceRowSchema = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  state: z.enum(LICENCE_STATES),
  paused: z.boolean(),
  round: z.number(),
  organisationName: z.string(),
  nib: z.string().nullable(),
  configurations: z.array(z.string()),
  submittedAt: instant.nullable(),
  assignee: z.string().nullable(),
  promise: promiseSchema.nullable(),
  /** As a command on it needs it. */
  version: z.number(),
  /** Late on documents so long that they would count as verified. */
  deemed: z.boolean(),
});

/** A page of a list; `hasMore` when counting stopped at its limit. */
export const licencesSchema = z.object({ total: z.number(), hasMore: z.boolean(), items: z.array(licenceRowSchema) });

/** A sentence to keep for a requirement, for oneself or for the team. */
export const licencePhraseRequest = z.strictObject({
  requirement: z.string().min(1).max(20),
  note: z.string().trim().min(1).max(2_000),
  remedy: z.string().trim().min(1).max(2_000),
  rule: z.string().min(1).max(80),
  isShared: z.boolean(),
});

/** The kept sentences of a requirement: the reader's own first, then the team's, each newest first. */
export const licencePhrasesSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      note: z.string(),
      remedy: z.string(),
      rule: z.string(),
      isShared: z.boolean(),
      by: z.string(),
      mayDrop: z.boolean(),
    }),
  ),
});

/** A message between the company and the officers of a case. */
const licenceMessageSchema = z.object({
  id: z.uuid(),
  side: z.enum(["applicant", "ministry"]),
  by: z.string(),
  at: instant,
  text: z.string(),
});

/** The messages of a case, oldest first. */
export const licenceMessagesSchema = z.object({ items: z.array(licenceMessageSchema) });

/** Writes a message to the other side. */
export const newLicenceMessage = z.strictObject({ text: z.string().trim().min(1).max(4_000) });

/** A part as it was saved. */
export const partSavedSchema = partSchema;

/** A part as somebody else has saved it in the meantime, beside the refusal `part-stale`. */
export const stalePartSchema = z.object({ part: partSchema.nullable() });

/** A file as somebody else has hung it in the meantime, beside the refusal `document-stale`. */
export const staleDocumentSchema = z.object({ document: documentSchema.nullable() });
