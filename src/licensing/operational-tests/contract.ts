/**
 * API schemas of operational tests (uji laik operasi). The routes:
 *
 * Public
 *   GET  /api/test-calendar?from&to            days with the number of free teams: `testCalendarSchema`
 *   GET  /api/test-catalogue                   the catalogue of items, by configuration: `testCatalogueSchema`
 *
 * The request and the company
 *   GET  /api/licences/:id/test-offer          the test that can be requested now, or why not: `testOfferSchema`
 *   GET  /api/licences/:id/test-letter?file=   findings of the letter of request: `testLetterSchema`
 *   POST /api/licences/:id/tests               request a test: `newTestRequest` -> 201 `testSchema`
 *   POST /api/tests/:id/notices/:notice/read   confirm that a notice was read -> 204
 *   GET  /api/tests/:id/invitation.ics         date and place as a calendar file (text/calendar)
 *
 * Both sides
 *   GET  /api/tests?scope&…                    list and queue: `testsQuery` -> `testsSchema`
 *   GET  /api/tests/:id                        one test: `testSchema`
 *   POST /api/tests/:id/commands               `testCommandRequest` -> `testSchema`
 *   GET  /api/tests/:id/report.pdf?digest=     the report of this digest as it will be printed (application/pdf)
 *   GET  /api/tests/:id/answers                all answers, conflicts included: `testAnswersSchema`
 *   POST /api/tests/:id/signing-codes          mail a one-time code to a member of the company: `signingCodeRequest` -> 204
 *   POST /api/tests/:id/evidence-look          preview an import of signed evidence: `evidenceRequest` -> `evidencePreviewSchema`
 *   POST /api/tests/:id/evidence               import signed evidence: `evidenceRequest` -> `evidenceSchema`
 *   GET  /api/live/tests, /api/live/tests/:id  "changed" events
 *
 * The team
 *   POST /api/tests/:id/photos                 a photograph or scan as evidence (multipart, part `file`): `testPhotoSchema`
 *   GET  /api/tests/:id/photos/:file           the file, for every reader of the test
 *   POST /api/tests/:id/answers                a batch of answers, idempotent: `answersRequest` -> `answersResultSchema`
 *
 * Officers
 *   GET  /api/tests/people?day=                officers who can be named, with their availability: `testPeopleSchema`
 *   GET  /api/tests/calendar?from&to           the calendar with its tests: `testOfficerCalendarSchema`
 *   GET  /api/tests/:id/sklo                   the present content of the SKLO: `skloSchema`
 *   POST /api/tests/sklo-signatures            sign several SKLOs: `skloBatchRequest` -> `skloBatchSchema`
 *   GET, POST /api/test-instruments            keys of instruments: `instrumentsSchema`, `newInstrument`
 *   POST /api/test-instruments/:id/calibration, /:id/revoke   add a calibration, or revoke the instrument
 */
import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";
import { assigneeQuery, promiseQuery, promiseSchema } from "../promises/index.ts";
import { testItemSchema, testReportSchema } from "./evidence/items.shared.ts";
import {
  SIGNING_PROOFS,
  SKLO_STAGES,
  TEST_COMMANDS,
  TEST_DOCUMENT_KINDS,
  TEST_METHODS,
  TEST_PROMISES,
  TEST_STATES,
} from "./test-words.shared.ts";

const instant = z.iso.datetime();
const day = z.iso.date();
const note = z.string().max(2_000);
const reason = z.string().trim().min(1).max(2_000);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const citationSchema = z.object({ id: z.string(), clause: z.string(), standing: standingSchema });
const fileSchema = z.object({ fileId: z.uuid(), name: z.string(), bytes: z.number() });

/** A finding in the letter of request, in the format of the pre-check of applications. */
const letterFindingSchema = z.object({
  code: z.string(),
  level: z.enum(["blocks", "warns", "not-checked"]),
  /** Page of the file, counted from 1; null for the whole file. */
  page: z.number().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Query for the findings of an uploaded letter, before the request is sent. */
export const testLetterQuery = z.strictObject({ file: z.uuid() });

/** The findings; the request is refused for those of level "blocks" only. */
export const testLetterSchema = z.object({ findings: z.array(letterFindingSchema) });

/** A member of the team. */
const memberSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  isLead: z.boolean(),
  interest: z.enum(["undeclared", "none", "declared"]),
});

const noticeSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["scheduled", "moved", "team-changed", "field-check", "cancelled"]),
  date: day,
  startsAt: z.string().nullable(),
  place: z.string(),
  team: z.array(z.string()),
  toPrepare: z.string(),
  items: z.number(),
  /** The reason of the change; null for the first notice. */
  reason: z.string().nullable(),
  sentAt: instant,
  /** Number of the notice's mails, and of those delivered. */
  mails: z.number(),
  delivered: z.number(),
  readings: z.array(z.object({ name: z.string(), at: instant })),
});

const signatureSchema = z.object({
  side: z.enum(["applicant", "ministry"]),
  kind: z.enum(["signed", "refused", "silent"]),
  name: z.string().nullable(),
  how: z.enum(SIGNING_PROOFS).nullable(),
  remarks: z.string(),
  at: instant,
});

const testDocumentSchema = z.object({
  kind: z.enum(TEST_DOCUMENT_KINDS),
  id: z.uuid(),
  number: z.string().nullable(),
  /** "ordered" until it is signed and filed. */
  state: z.enum(["ordered", "issued"]),
  fileId: z.uuid().nullable(),
  issuedAt: instant.nullable(),
});

const eventSchema = z.object({
  sequence: z.number(),
  type: z.string(),
  at: instant,
  actor: z.string().nullable(),
  role: z.string().nullable(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** A test as the caller may see it; a separate route returns its answers. */
export const testSchema = z.object({
  id: z.uuid(),
  /** E.g. "ULO-2026112500001". */
  number: z.string(),
  state: z.enum(TEST_STATES),
  version: z.number(),
  attempt: z.number(),
  /** The previous and the next test. */
  follows: z.object({ id: z.uuid(), number: z.string(), state: z.enum(TEST_STATES) }).nullable(),
  followedBy: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  licence: z.object({ id: z.uuid(), number: z.string() }),
  organisation: z.object({ id: z.uuid(), name: z.string(), nib: z.string().nullable(), address: z.string() }),
  configurations: z.array(z.string()),
  codes: z.array(z.string()),
  ruleVersion: z.string(),
  catalogueVersion: z.string(),
  createdAt: instant,
  method: z.enum(TEST_METHODS),
  methodRule: citationSchema,
  methodRequest: z
    .object({
      because: z.string(),
      answer: z.enum(["granted", "refused"]).nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  letter: fileSchema,
  /** Findings of the letter at the request; null if it was not checked. */
  letterFindings: z.array(letterFindingSchema).nullable(),
  pactAcceptedAt: instant,
  contact: z.object({ name: z.string(), phone: z.string() }),
  wishedDate: day,
  /** The agreed or proposed day; for a self-test, the last day to submit it. */
  testDate: day,
  startsAt: z.string().nullable(),
  place: z.string(),
  serviceCentre: z.string(),
  transmission: z.string(),
  toPrepare: z.string(),
  teamNumber: z.number().nullable(),
  team: z.array(memberSchema),
  fieldCheckDate: day.nullable(),
  /** The day by which the company must be notified of date and team; `late` if it was not. */
  notice: z.object({ dueDate: day, notifiedAt: instant.nullable(), late: z.boolean() }),
  /** Newest first. */
  notices: z.array(noticeSchema),
  /** Empty until the team is named. */
  items: z.array(testItemSchema),
  deviceDigest: digest.nullable(),
  taskLetter: fileSchema.nullable(),
  resultFile: fileSchema.nullable(),
  beganAt: instant.nullable(),
  endedAt: instant.nullable(),
  report: testReportSchema.nullable(),
  reportDigest: digest.nullable(),
  signatures: z.array(signatureSchema),
  /** The last day for the company to sign; then the report closes without its signature. */
  signUntil: day.nullable(),
  verdict: z.enum(["fit", "unfit"]).nullable(),
  closedAt: instant.nullable(),
  /** The processing time that runs, or ran last: the evaluation of a self-test, then the SKLO. */
  promise: promiseSchema.nullable(),
  promiseAct: z.enum(["test-evaluation", "sklo-site-test", "sklo-self-test"]).nullable(),
  sklo: z.object({
    stage: z.enum(SKLO_STAGES),
    preparedBy: z.string().nullable(),
    endorsedBy: z.string().nullable(),
    proposedBy: z.string().nullable(),
    signedBy: z.string().nullable(),
  }),
  papers: z.array(testDocumentSchema),
  events: z.array(eventSchema),
  commands: z.array(z.enum(TEST_COMMANDS)),
  /** Whether the reader may add answers now. */
  mayAnswer: z.boolean(),
  /** Whether the reader is a member of the company. */
  isApplicant: z.boolean(),
  /** Members of the company who may sign for it; only for officers and the company itself. */
  signers: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** The reading officer's declaration of interest; null for all others. */
  interest: z.enum(["undeclared", "none", "declared"]).nullable(),
});

/** A test as the caller may see it. */
export type TestView = z.infer<typeof testSchema>;

/** Requests a test; a request for a self-test (uji mandiri) states its reason. */
export const newTestRequest = z.strictObject({
  wishedDate: day,
  /** The reason for a self-test where the rule prescribes a site test; null for the method of the rule. */
  selfTestBecause: reason.nullable(),
  pactAccepted: z.boolean(),
  /** An uploaded file of purpose "test-paper" (requirement D14, template "permohonan-ulo"). */
  letterFileId: z.uuid(),
  place: z.string().trim().min(1).max(500),
  contact: z.strictObject({ name: z.string().trim().min(1).max(100), phone: z.string().trim().min(1).max(30) }),
});

/** The test that can be requested now. */
export const testOfferSchema = z.object({
  /** Why no test can be requested; null if one can. A key of `refusals`. */
  refusal: z.string().nullable(),
  openTestId: z.uuid().nullable(),
  method: z.enum(TEST_METHODS),
  methodRule: citationSchema,
  /** Self-test: permitted by the rule, or on request with an officer's permission. */
  selfTest: z.enum(["by-rule", "on-request"]),
  earliestDate: day,
  daysAheadRule: citationSchema,
  /** Sites of the configuration at which a test may take place. */
  places: z.array(z.string()),
  /** For a re-test: the earlier test and the items to test again. */
  retestOf: z.object({ id: z.uuid(), number: z.string(), items: z.array(z.string()) }).nullable(),
  letterTemplate: z.string(),
  letterMegabytesMax: z.number(),
});

/** Proof of the signer's identity. `code` is empty for a demonstration account. */
const proof = z.strictObject({
  kind: z.enum(SIGNING_PROOFS),
  code: z.string().max(20),
  /** The owner of the one-time code on the team's tablet; null for the signer's own account. */
  personId: z.uuid().nullable(),
});

/** A command; `version` is the version of the test that was read. */
export const testCommandRequest = z.strictObject({
  version: z.int().min(1),
  command: z.discriminatedUnion("command", [
    z.strictObject({ command: z.enum(["accept-date", "confirm-date", "begin"]) }),
    z.strictObject({
      command: z.enum([
        "withdraw",
        "grant-self-test",
        "refuse-self-test",
        "record-no-show",
        "reopen",
        "send-sklo-back",
      ]),
      reason,
    }),
    z.strictObject({ command: z.literal("wish-date"), date: day }),
    z.strictObject({ command: z.enum(["propose-date", "move"]), date: day, reason }),
    z.strictObject({
      command: z.literal("name-team"),
      memberIds: z.array(z.uuid()).min(1).max(10),
      leadId: z.uuid(),
      startsAt: z.iso.time({ precision: -1 }).nullable(),
      place: z.string().trim().min(1).max(500),
      serviceCentre: z.string().trim().min(1).max(500),
      transmission: z.string().trim().min(1).max(500),
      toPrepare: note,
    }),
    z.strictObject({ command: z.literal("declare-interest"), hasInterest: z.boolean(), note }),
    /** Submits a self-test: the company's letter of assignment and its result, both uploaded with purpose "test-paper". */
    z.strictObject({ command: z.literal("hand-in"), taskLetterFileId: z.uuid(), resultFileId: z.uuid() }),
    z.strictObject({ command: z.literal("order-field-check"), date: day, reason }),
    z.strictObject({ command: z.literal("draw-report"), answersDigest: digest, note }),
    z.strictObject({ command: z.literal("sign-report"), reportDigest: digest, remarks: note, proof }),
    /** On the team's tablet, `personId` is the present member of the company who refuses to sign; else null. */
    z.strictObject({
      command: z.literal("refuse-report"),
      reportDigest: digest,
      remarks: reason,
      personId: z.uuid().nullable(),
    }),
    z.strictObject({ command: z.enum(["prepare-sklo", "endorse-sklo", "propose-sklo"]), factsDigest: digest, note }),
    z.strictObject({ command: z.literal("sign-sklo"), factsDigest: digest, code: z.string().max(20) }),
  ]),
});

/** Query of the list of tests. */
export const testsQuery = z.strictObject({
  /** The reader's companies, the officers' queue, or the tests of which the reader is a team member. */
  scope: z.enum(["mine", "queue", "team"]).default("mine"),
  state: z.enum(TEST_STATES).optional(),
  /** Tests of one licence application only. */
  licence: z.uuid().optional(),
  /** "task": date, team or notice is missing and due; "sklo": a SKLO that the reader may advance. */
  ball: z.enum(["open", "ministry", "applicant", "overdue", "task", "sklo"]).optional(),
  skloStage: z.enum(SKLO_STAGES).optional(),
  ...promiseQuery,
  /** The processing time to filter by: the evaluation of a self-test, or the SKLO. */
  promiseOf: z.enum(TEST_PROMISES).default("sklo"),
  /** The lead of the team. */
  assignee: assigneeQuery.optional(),
  /** Tests with a team booked on this day. */
  bookedOn: day.optional(),
  search: z.string().max(100).optional(),
  sort: z.enum(["date", "-date", "due", "-due", "created", "-created"]).default("date"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

const testRowSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  state: z.enum(TEST_STATES),
  attempt: z.number(),
  method: z.enum(TEST_METHODS),
  /** A self-test was requested and not yet decided. */
  methodAsked: z.boolean(),
  organisationName: z.string(),
  nib: z.string().nullable(),
  licenceNumber: z.string(),
  testDate: day,
  startsAt: z.string().nullable(),
  place: z.string(),
  lead: z.string().nullable(),
  noticeLate: z.boolean(),
  verdict: z.enum(["fit", "unfit"]).nullable(),
  skloStage: z.enum(SKLO_STAGES),
  dueDate: day.nullable(),
  overdue: z.boolean(),
  version: z.number(),
});

/** A page of a list; `hasMore` if the count reached its limit. */
export const testsSchema = z.object({ total: z.number(), hasMore: z.boolean(), items: z.array(testRowSchema) });

/** Mails a one-time code for signing the Berita Acara to a member of the company. */
export const signingCodeRequest = z.strictObject({ personId: z.uuid() });
