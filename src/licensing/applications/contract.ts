import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";
import { assigneeQuery, promiseQuery, promiseSchema } from "../promises/index.ts";
import { INTERESTS, ITEM_VERDICTS, LICENCE_COMMANDS, LICENCE_STATES } from "./licence-words.ts";
import { OBJECTION_STATES } from "./objections/objection-words.ts";

const instant = z.iso.datetime();
const dateOrEmpty = z.union([z.iso.date(), z.literal("")]);

/** The rule behind a finding: its clause, and whether it was verified there. */
const citationSchema = z.object({ id: z.string(), clause: z.string(), standing: standingSchema });

/** The place of a finding: a part and field, or a file, page and position (fractions of the page from its top left). */
const placeSchema = z.object({
  part: z.string().max(40).nullable(),
  slot: z.string().max(100).nullable(),
  rowId: z.string().max(100).nullable(),
  field: z.string().max(200).nullable(),
  page: z.int().min(1).max(2_000).nullable(),
  spot: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).nullable(),
});

/** A defect that the applicant must correct: its place, its rule and the remedy. Only officers see drafts. */
const findingSchema = z.object({
  id: z.uuid(),
  requirement: z.string(),
  round: z.number(),
  state: z.enum(["draft", "sent", "answered", "settled"]),
  place: placeSchema,
  rule: citationSchema.nullable(),
  note: z.string(),
  remedy: z.string(),
  /** Why the finding was made after its item had been judged; null if it was in time. */
  lateReason: z.string().nullable(),
  /** The earlier finding that was answered but not corrected; null for a new one. */
  repeats: z.uuid().nullable(),
  dueDate: z.iso.date().nullable(),
  by: z.string().nullable(),
  at: instant,
});

/** One requirement of the case with its verdict. */
const itemSchema = z.object({
  /** E.g. "D07"; its title is a text under `licence.requirement.{key}`. */
  key: z.string(),
  kind: z.enum(["form", "file", "declaration", "record"]),
  parts: z.array(z.string()),
  /** Slots for the files of this requirement, filled or not. */
  slots: z.array(z.string()),
  rule: citationSchema,
  /** Version of the template; null if there is none. */
  template: z.string().nullable(),
  /** Whether the template is also available as an editable text document. */
  isWord: z.boolean(),
  verdict: z.enum(ITEM_VERDICTS),
  /** Accepted with unchanged content: it can be neither changed nor judged again. */
  locked: z.boolean(),
  /** Changed since the last round of judging. */
  changed: z.boolean(),
  /** When and why an accepted item was reopened; null unless in this round. */
  reopened: z.object({ at: instant, reason: z.string() }).nullable(),
  /** Whether the reader accepted it in this round and may undo the acceptance. */
  mayUndo: z.boolean(),
  checkedBy: z.string().nullable(),
  checkedAt: instant.nullable(),
});

/** A file in its slot. */
const documentSchema = z.object({
  slot: z.string(),
  /** Null for a file in a slot that no requirement uses any more. */
  requirement: z.string().nullable(),
  fileId: z.uuid(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  pages: z.number().nullable(),
  stated: z.object({ number: z.string(), issuedOn: z.string(), validUntil: z.string() }),
  /** Facts read from the file, see `FileFacts`; null until it has been read. */
  facts: z.unknown(),
  attachedBy: z.string(),
  attachedAt: instant,
  version: z.number(),
});

/** A part of the form with its own version, so that concurrent editors never overwrite each other. */
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

/** An event of a case. */
const eventSchema = z.object({
  sequence: z.number(),
  type: z.string(),
  at: instant,
  actor: z.string().nullable(),
  role: z.string().nullable(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** A licence application as the caller may see it; draft findings, recorded facts and interests only for officers. */
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
    /** Facts about the company for the requirements and the pre-check, which also run in the browser. */
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
  /** Facts verified outside the system: the number of a certificate, the KSWP, the NPWP. */
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
  /** The commitment decree (Penetapan Komitmen Layanan) that follows from verified documents. */
  decree: z.object({ id: z.uuid(), number: z.string(), state: z.string() }).nullable(),
  /** Stamped receipts of submissions: round 0 the application, n the n-th correction. */
  receipts: z.array(z.object({ fileId: z.uuid(), round: z.number(), at: instant })),
  /** Objections to its rejections, newest first, and the last day to object to the last rejection. */
  objections: z.object({
    items: z.array(z.object({ id: z.uuid(), number: z.string(), state: z.enum(OBJECTION_STATES), filedAt: instant })),
    until: z.iso.date().nullable(),
    mayFile: z.boolean(),
    /** Code of the reason why the reader may not object; null if they may. */
    refusal: z.string().nullable(),
    rule: citationSchema.nullable(),
  }),
  /** Whether the reader may edit parts and attach files now; locked items stay locked. */
  mayWrite: z.boolean(),
  commands: z.array(z.enum(LICENCE_COMMANDS)),
  /** The reading officer's declaration of interest in this case; null for all others. */
  interest: z.enum(INTERESTS).nullable(),
});

/** A licence application as the caller may see it. */
export type LicenceView = z.infer<typeof licenceSchema>;

/** The content of one submitted round (`GET /api/licences/:id/rounds/:round`), for a comparison of old and new. */
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

/** Officers to whom cases can be assigned (`GET /api/licences/assignees`), with their number of open cases. */
export const licenceAssigneesSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), openCases: z.number() })),
});

/** Creates an application; `copyOf` copies parts and files of an earlier one of the same company. */
export const newLicenceRequest = z.strictObject({
  organisationId: z.uuid(),
  copyOf: z.uuid().nullable().default(null),
});

/** Query of the list of cases. */
export const licencesQuery = z.strictObject({
  /** The reader's companies, or the officers' queue. */
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

/** Saves one part; `version` is the version that was read, 0 for a part that was never saved. */
export const savePartRequest = z.strictObject({ version: z.int().min(0), value: z.unknown() });

/** Attaches an uploaded file to a slot, or removes it (fileId null); `version` is the slot's, 0 if it is empty. */
export const documentRequest = z.strictObject({
  version: z.int().min(0),
  fileId: z.uuid().nullable(),
  stated: z.strictObject({ number: z.string().max(100), issuedOn: dateOrEmpty, validUntil: dateOrEmpty }),
});

const note = z.string().max(2_000);

/** A command; `version` is the version of the case that was read. */
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
  /** The version that a command must name. */
  version: z.number(),
  /** The ministry is so late that the documents would count as verified. */
  deemed: z.boolean(),
});

/** A page of a list; `hasMore` if the count reached its limit. */
export const licencesSchema = z.object({ total: z.number(), hasMore: z.boolean(), items: z.array(licenceRowSchema) });

/** Saves a phrase for a requirement, personal or shared with the team. */
export const licencePhraseRequest = z.strictObject({
  requirement: z.string().min(1).max(20),
  note: z.string().trim().min(1).max(2_000),
  remedy: z.string().trim().min(1).max(2_000),
  rule: z.string().min(1).max(80),
  isShared: z.boolean(),
});

/** The saved phrases of a requirement: the reader's own first, then the team's, each newest first. */
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

/** Sends a message to the other side. */
export const newLicenceMessage = z.strictObject({ text: z.string().trim().min(1).max(4_000) });

/** The saved part. */
export const partSavedSchema = partSchema;

/** The part as another user has saved it, returned with the refusal `part-stale`. */
export const stalePartSchema = z.object({ part: partSchema.nullable() });

/** The file that another user has attached, returned with the refusal `document-stale`. */
export const staleDocumentSchema = z.object({ document: documentSchema.nullable() });
