import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";
import { assigneeQuery, promiseQuery, promiseSchema } from "../promises/index.ts";
import { BASES, CHANGE_GROUNDS, USAGE_STATUSES } from "./cases/application-form.ts";
import { APPLICATION_KINDS, CODE_REQUEST_KINDS, HOLDER_KINDS } from "./cases/application-kind.ts";
import { APPLICATION_STATES, COMMAND_NAMES } from "./cases/application-words.ts";
import { REVOCATION_GROUNDS } from "./codes/revocation-ground.ts";

const instant = z.iso.datetime();
const page = z.coerce.number().int().min(1).max(100_000).default(1);

/** The rule behind a refusal, a finding or a state. */
const ruleCitationSchema = z.object({ id: z.string(), clause: z.string(), standing: standingSchema });

/** The states of an access code. */
const codeStateSchema = z.enum([
  "idle",
  "held",
  "in-process",
  "evaluation",
  "active",
  "quarantine",
  "reserved",
  "blocked",
]);

/** The public view of an access code. */
const codeSchema = z.object({
  code: z.string(),
  display: z.string(),
  pattern: z.string(),
  state: codeStateSchema,
  since: instant,
  holder: z.string().nullable(),
  heldUntil: instant.nullable(),
  /** When a code in quarantine becomes available. */
  quarantinedUntil: instant.nullable(),
  why: z.object({ code: z.string(), message: z.string(), rule: ruleCitationSchema.nullable() }).nullable(),
  version: z.number(),
});

/** The patterns of the plan with their counts. */
export const patternsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      digits: z.number(),
      total: z.number(),
      counts: z.record(codeStateSchema, z.number()),
      rule: ruleCitationSchema,
    }),
  ),
});

/** Search over codes. */
export const codesQuery = z.strictObject({
  pattern: z.string().max(20).optional(),
  search: z.string().max(30).optional(),
  state: codeStateSchema.optional(),
  sort: z.enum(["code", "-code", "since", "-since"]).default("code"),
  page,
  pageSize: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** A page of codes. */
export const codesSchema = z.object({ total: z.number(), items: z.array(codeSchema) });

/** One code, and whether it can be held now. */
export const codeDetailSchema = codeSchema.extend({ takeable: z.boolean() });

/** Takes a hold on a code. */
export const holdRequestSchema = z.strictObject({ organisationId: z.uuid(), code: z.string().min(1).max(20) });

/** A hold while it counts down. */
export const holdSchema = z.object({ id: z.uuid(), code: z.string(), display: z.string(), heldUntil: instant });

/** A company's open holds. */
export const holdsSchema = z.object({ items: z.array(holdSchema) });

/** One row of the usage report. */
const usageRowSchema = z.strictObject({
  code: z.string().max(20),
  decree: z.string().max(100),
  endUser: z.string().max(200),
  service: z.string().max(200),
  activatedOn: z.union([z.iso.date(), z.literal("")]),
  status: z.union([z.enum(USAGE_STATUSES), z.literal("")]),
  originatingOperators: z.string().max(300),
  monthlyCalls: z.string().max(20),
  evidence: z.string().max(1_000),
});

/** Maximum number of rows of a usage report: the most codes that an organisation may hold. */
const USAGE_ROWS_MAX = 500;

const earlierDecreeSchema = z.strictObject({
  number: z.string().max(60),
  date: z.union([z.iso.date(), z.literal("")]),
  fileId: z.uuid().nullable(),
});

/** The form of a change; the values before it are the ministry's and must be returned unchanged. */
const changeFormSchema = z.strictObject({
  ground: z.enum(CHANGE_GROUNDS),
  before: z.strictObject({ name: z.string().max(300), address: z.string().max(900) }),
  after: z.strictObject({
    name: z.string().max(200),
    address: z.string().max(300),
    city: z.string().max(100),
    province: z.string().max(100),
  }),
  licenceBeforeFileId: z.uuid().nullable(),
  licenceAfterFileId: z.uuid().nullable(),
  citation: z.string().max(500),
  earlier: earlierDecreeSchema,
});

const returnFormSchema = z.strictObject({ reason: z.string().max(1_000), earlier: earlierDecreeSchema });

const revocationFormSchema = z.strictObject({
  ground: z.enum(REVOCATION_GROUNDS),
  statement: z.string(),
  evidenceFileId: z.uuid().nullable(),
  answerDue: z.iso.date(),
  answer: z.strictObject({ text: z.string(), fileId: z.uuid().nullable(), at: z.iso.datetime() }).nullable(),
});

/** The new service of a code holder's Nomor Baru. */
const newServiceSchema = z.string().max(120).default("");

/** The form of an application; incomplete forms are stored as sent. */
const formSchema = z.strictObject({
  kbli: z.string().max(5),
  service: z.string().max(60),
  numberKind: z.string().max(60),
  code: z.string().max(20),
  purpose: z.string().max(2_000),
  letterFileId: z.uuid().nullable(),
  declaration: z.boolean(),
  ownService: z.boolean().nullable().default(null),
  newService: newServiceSchema,
  basis: z.enum(BASES).default(""),
  basisFileId: z.uuid().nullable().default(null),
  userName: z.string().max(200).default(""),
  userLetterFileId: z.uuid().nullable().default(null),
  usageReport: z.array(usageRowSchema).max(USAGE_ROWS_MAX).default([]),
  change: changeFormSchema.nullable().default(null),
  return: returnFormSchema.nullable().default(null),
  revocation: revocationFormSchema.nullable().default(null),
});

/** Query for the kind of application that fits an organisation. */
export const kindProposalQuery = z.strictObject({
  organisationId: z.uuid(),
  ownService: z
    .enum(["yes", "no"])
    .optional()
    .transform((answer) => (answer === undefined ? null : answer === "yes")),
});

/** An active licence on record. */
const heldLicenceSchema = z.object({ number: z.string(), grantedOn: z.iso.date(), service: z.string() });

/** The proposed kind with its reason, or why the organisation may not apply. */
export const kindProposalSchema = z.object({
  isGovernment: z.boolean(),
  refusal: z.object({ code: z.string(), message: z.string(), rule: ruleCitationSchema.nullable() }).nullable(),
  fitting: z.enum(CODE_REQUEST_KINDS),
  rule: ruleCitationSchema.nullable(),
  /** Working days of the processing time of each kind, for this class of organisation. */
  workingDays: z.record(z.enum(CODE_REQUEST_KINDS), z.number()),
  codes: z.array(z.object({ code: z.string(), display: z.string(), decree: z.string().nullable() })),
  /** Active licences on record, on which a Nomor Tambahan may be based. */
  licences: z.array(heldLicenceSchema),
  /** An open Nomor Baru that blocks another one. */
  openApplicationId: z.uuid().nullable(),
  /** The rule that permits only one open Nomor Baru at a time. */
  openNewRule: ruleCitationSchema.nullable(),
  /** The rule that requires a new service for a code holder's Nomor Baru. */
  newServiceRule: ruleCitationSchema.nullable(),
  /** Names of the services that the organisation holds codes for. */
  services: z.array(z.string()),
});

/** The operators that hold active codes and can rent one out. */
export const operatorsSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), city: z.string(), codes: z.number() })),
});

/** Creates an application for a held code. */
export const newApplicationSchema = z.strictObject({
  organisationId: z.uuid(),
  kind: z.enum(CODE_REQUEST_KINDS).optional(),
  ownService: z.boolean().nullable().default(null),
  newService: newServiceSchema,
  holdId: z.uuid().nullable(),
});

/** Saves the form of a draft or returned application. */
export const saveFormSchema = z.strictObject({ expectedVersion: z.number().int().min(1), form: formSchema });

/** The findings of the pre-check. */
export const findingsSchema = z.object({
  findings: z.array(
    z.object({
      place: z.string(),
      /** The held code whose row of the usage report has the finding. */
      accessCode: z.string().nullable(),
      code: z.string(),
      message: z.string(),
      remedy: z.string(),
      rule: ruleCitationSchema.nullable(),
    }),
  ),
});

/** A file referenced by the form. */
const fileSchema = z.object({ id: z.uuid(), name: z.string(), bytes: z.number() });

/** One application in full. */
export const applicationSchema = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  version: z.number(),
  state: z.enum(APPLICATION_STATES),
  kind: z.enum(APPLICATION_KINDS),
  organisation: z.object({
    id: z.uuid(),
    name: z.string(),
    nib: z.string().nullable(),
    npwp: z.string(),
    address: z.string(),
    kind: z.string(),
    /** The legal basis of a government body, with its text; null for a business. */
    legalBasis: z.object({ kind: z.string(), number: z.string(), year: z.number(), subject: z.string() }).nullable(),
    legalBasisFileId: z.uuid().nullable(),
  }),
  form: formSchema,
  /** Names of the services with codes, in addition to which a code holder's Nomor Baru begins a new one; null in other cases. */
  heldServices: z.array(z.string()).nullable(),
  letter: fileSchema.nullable(),
  basisFile: fileSchema.nullable(),
  userLetter: fileSchema.nullable(),
  /** Every file that a form about an already held code references. */
  papers: z.array(fileSchema),
  /** The decree in force on that code, if this system issued it. */
  decreeInForce: z.object({ id: z.uuid(), number: z.string(), decidedOn: z.iso.date() }).nullable(),
  /** The holder's name and address at OSS. */
  atOss: z.object({ name: z.string(), address: z.string(), city: z.string(), province: z.string() }).nullable(),
  /** Active licences of the organisation on record; for a Nomor Tambahan only. */
  licences: z.array(heldLicenceSchema),
  items: z.array(
    z.object({
      key: z.string(),
      verdict: z.enum(["open", "accepted", "returned"]),
      note: z.string().nullable(),
      remedy: z.string().nullable(),
      rule: ruleCitationSchema.nullable(),
    }),
  ),
  promise: promiseSchema.nullable(),
  events: z.array(
    z.object({
      at: instant,
      actorName: z.string().nullable(),
      role: z.string().nullable(),
      type: z.string(),
      note: z.string().nullable(),
    }),
  ),
  decree: z.object({ id: z.uuid(), number: z.string(), state: z.string() }).nullable(),
  hold: holdSchema.nullable(),
  proposedOutcome: z.enum(["approve", "reject"]).nullable(),
  /** Stamped receipts that can be opened, the submission's first. */
  receipts: z.array(z.object({ fileId: z.uuid(), round: z.number(), at: instant })),
  /** The end of the correction period of a returned application, and its rule; null otherwise. */
  repairUntil: z.iso.date().nullable(),
  repairRule: ruleCitationSchema.nullable(),
  /** Why the reader could not sign a decree of this kind today; null if they could, and before a proposal. */
  mandateRefusal: z.enum(["mandate-missing", "mandate-other-signer"]).nullable(),
  commands: z.array(z.enum(COMMAND_NAMES)),
  ruleVersion: z.string(),
});

/** Search over applications. */
export const applicationsQuery = z.strictObject({
  scope: z.enum(["mine", "queue"]),
  state: z.enum(APPLICATION_STATES).optional(),
  /** The party that must act; "open" is either side, "mine" the reader's possible next steps, "overdue" the ministry's overdue cases. */
  ball: z.enum(["open", "ministry", "applicant", "overdue", "mine"]).optional(),
  /** One of the caller's companies; defaults to all of them. */
  organisation: z.uuid().optional(),
  ...promiseQuery,
  assignee: assigneeQuery.optional(),
  search: z.string().max(100).optional(),
  sort: z.enum(["due", "-due", "submitted", "-submitted"]).default("due"),
  page,
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of applications. `total` is exact up to 10,000 and 10,001 for all above. */
export const applicationsSchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(
    z.object({
      id: z.uuid(),
      version: z.number(),
      number: z.string().nullable(),
      kind: z.enum(APPLICATION_KINDS),
      organisationId: z.uuid(),
      organisationName: z.string(),
      nib: z.string().nullable(),
      code: z.string(),
      display: z.string(),
      state: z.enum(APPLICATION_STATES),
      submittedAt: instant.nullable(),
      promise: promiseSchema.nullable(),
      assignee: z.string().nullable(),
    }),
  ),
});

const expectedVersion = z.number().int().min(1);
const text = z.string().max(2_000);

/** A command on an application. */
export const commandSchema = z.discriminatedUnion("command", [
  z.strictObject({
    command: z.enum(["submit", "withdraw", "unassign", "take", "resume", "finish-check", "resubmit"]),
    expectedVersion,
  }),
  z.strictObject({
    command: z.literal("check-item"),
    expectedVersion,
    key: z.string().max(40),
    verdict: z.enum(["accepted", "returned"]),
    note: text.default(""),
    remedy: text.default(""),
  }),
  z.strictObject({ command: z.literal("assign"), expectedVersion, personId: z.uuid() }),
  z.strictObject({ command: z.enum(["return", "endorse"]), expectedVersion, note: text.default("") }),
  z.strictObject({ command: z.literal("pause"), expectedVersion, reason: text }),
  z.strictObject({ command: z.literal("send-back"), expectedVersion, reason: text }),
  z.strictObject({
    command: z.literal("propose"),
    expectedVersion,
    outcome: z.enum(["approve", "reject"]),
    reason: text.default(""),
  }),
  z.strictObject({
    command: z.literal("decide"),
    expectedVersion,
    outcome: z.enum(["approve", "reject"]),
    reason: text.default(""),
  }),
  z.strictObject({ command: z.literal("answer"), expectedVersion, text, fileId: z.uuid().nullable().default(null) }),
  z.strictObject({ command: z.literal("annul"), expectedVersion, reason: text }),
]);

/** Starts a holder's case about one of their codes. */
export const newHolderCaseSchema = z.strictObject({
  organisationId: z.uuid(),
  code: z.string().max(20),
  kind: z.enum(HOLDER_KINDS),
});

/** Opens a revocation. */
export const newRevocationSchema = z.strictObject({
  code: z.string().max(20),
  ground: z.enum(REVOCATION_GROUNDS),
  statement: text,
  evidenceFileId: z.uuid().nullable(),
});

/** The codes that a company holds, and the cases that can be started about each. */
export const ownCodesSchema = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      display: z.string(),
      decree: z.object({ id: z.uuid(), number: z.string(), isPublished: z.boolean() }).nullable(),
      openCase: z.object({ id: z.uuid(), number: z.string().nullable(), kind: z.enum(APPLICATION_KINDS) }).nullable(),
      differsFromOss: z.boolean(),
    }),
  ),
});
