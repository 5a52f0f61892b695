import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";
import { promiseQuery, promiseSchema } from "../promises/index.ts";
import { AUTHORITY_STATES } from "./authority/authority.ts";
import { DISPUTE_GROUNDS, DISPUTE_STATES } from "./disputes/dispute.ts";
import {
  LEGAL_BASIS_KINDS,
  ORGANISATION_KINDS,
  RECORD_SOURCES,
  REGISTRATION_STATES,
  STANDINGS,
} from "./registration/registration-words.shared.ts";

/** Most reasons in one return. */
const REASONS_MAX = 20;

const instant = z.iso.datetime();
/** Judged where it is kept, so that a wrong one is told at its field. */
const phone = z.string().trim().max(60);
const shortText = z.string().trim().min(1).max(120);

/** What OSS said about a company, as it is shown. */
const ossRecordSchema = z.object({
  nib: z.string(),
  name: z.string(),
  npwp: z.string(),
  companyKind: z.string(),
  address: z.string(),
  city: z.string(),
  province: z.string(),
  nibStatus: z.string(),
  kbli: z.array(z.object({ code: z.string(), title: z.string(), risk: z.string() })),
});

/** Asks OSS about a NIB; how it is grouped does not matter. */
export const nibLookupRequestSchema = z.strictObject({ nib: z.string().max(40) });

/** A fault or a notice with its words. */
const remarkSchema = z.object({ code: z.string(), message: z.string() });

/** What OSS says about a NIB, and what would stand against registering it. */
export const nibLookupSchema = ossRecordSchema.extend({
  /** Somebody acts for this company here: it cannot be registered again. */
  alreadyRegistered: z.boolean(),
  /** Whose the account is: nobody's yet, an imported one that waits to be claimed, the caller's, or others'. */
  account: z.enum(["none", "unclaimed", "yours", "others"]),
  faults: z.array(remarkSchema),
});

/** Who speaks for the organisation. */
const personInChargeSchema = z.strictObject({
  name: shortText,
  position: shortText,
  email: z.email().max(254),
  phone,
  standing: z.enum(STANDINGS).default("director"),
});

/** What is typed where OSS does not say it: by a government body, or by a business while OSS is away. */
const statedFactsSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  companyKind: z.string().trim().min(1).max(60),
  address: z.string().trim().min(1).max(500),
  city: shortText,
  province: shortText,
  /** The risk level beside KBLI 82200 on the NIB document; a government body leaves it out. */
  risk: z.enum(["low", "medium-low", "medium-high", "high", "unknown"]).default("unknown"),
});

/** The law that a government body rests on. */
const legalBasisSchema = z.strictObject({
  kind: z.enum(LEGAL_BASIS_KINDS),
  number: z.string().trim().min(1).max(60),
  year: z.number().int().min(1945).max(2200),
  subject: z.string().trim().min(1).max(300),
});

/** A letter of authority as it is offered: its file, its days (both included) and what it is for. */
const letterOfferSchema = z.strictObject({
  fileId: z.uuid(),
  validFrom: z.iso.date(),
  validTo: z.iso.date(),
  scope: z.string().trim().min(1).max(500),
});

/** Registers an organisation, or sends a returned registration again. */
export const registrationSchema = z.strictObject({
  kind: z.enum(ORGANISATION_KINDS).default("business"),
  source: z.enum(RECORD_SOURCES).default("oss"),
  nib: z.string().max(40).default(""),
  npwp: z.string().max(40),
  facts: statedFactsSchema.nullable().default(null),
  legalBasis: legalBasisSchema.nullable().default(null),
  deedFileId: z.uuid().nullable().default(null),
  nibFileId: z.uuid().nullable().default(null),
  legalBasisFileId: z.uuid().nullable().default(null),
  assignmentFileId: z.uuid().nullable().default(null),
  /** Given when a consultant registers the company: he then acts by this letter and is not its owner. */
  authority: letterOfferSchema.nullable().default(null),
  phone,
  personInCharge: personInChargeSchema,
});

/** The answer to a registration. */
export const registeredSchema = z.object({ id: z.uuid(), state: z.enum(REGISTRATION_STATES) });

/** One thing to be mended. */
const returnReasonSchema = z.strictObject({
  field: z.string().regex(/^[A-Za-z][A-Za-z.-]{0,39}$/),
  text: z.string().trim().max(1_000),
  /** What would satisfy it. */
  remedy: z.string().trim().max(1_000).default(""),
});

/** A verifier's decision. Reasons are needed to return, and ignored to accept. */
export const verificationSchema = z.strictObject({
  /** The version the verifier has looked at; a registration mended meanwhile is not decided unseen. */
  expectedVersion: z.number().int().min(1),
  verdict: z.enum(["accept", "return"]),
  reasons: z.array(returnReasonSchema).max(REASONS_MAX).default([]),
});

/** A company as its own people and the verifiers see it. */
export const organisationSchema = z.object({
  id: z.uuid(),
  kind: z.enum(ORGANISATION_KINDS),
  name: z.string(),
  /** Null for a government body. */
  nib: z.string().nullable(),
  npwp: z.string(),
  state: z.enum(REGISTRATION_STATES),
  recordSource: z.enum(RECORD_SOURCES),
  legalBasis: legalBasisSchema.nullable(),
  companyKind: z.string(),
  address: z.string(),
  city: z.string(),
  province: z.string(),
  nibStatus: z.string(),
  kbli: ossRecordSchema.shape.kbli,
  phone: z.string(),
  personInCharge: z.object({
    name: z.string(),
    position: z.string(),
    email: z.string(),
    phone: z.string(),
    standing: z.enum(STANDINGS),
  }),
  deedFileId: z.uuid().nullable(),
  nibFileId: z.uuid().nullable(),
  legalBasisFileId: z.uuid().nullable(),
  assignmentFileId: z.uuid().nullable(),
  returnedReasons: z.array(
    z.object({
      field: z.string(),
      text: z.string(),
      remedy: z.string(),
      rule: z.object({ id: z.string(), clause: z.string(), standing: standingSchema }).nullable(),
    }),
  ),
  submittedAt: instant,
  decidedAt: instant.nullable(),
  promise: promiseSchema,
  version: z.number(),
});

/** The companies of whoever is signed in. */
export const myOrganisationsSchema = z.object({ items: z.array(organisationSchema) });

/** What an organisation holds and who acts for it. */
export const organisationAffairsSchema = z.object({
  codes: z.array(z.object({ code: z.string(), state: z.string() })),
  people: z.array(z.object({ name: z.string(), role: z.string(), lastDay: z.iso.date().nullable() })),
});

/** Search over registrations. */
export const verificationsQuery = z.strictObject({
  search: z.string().max(100).default(""),
  state: z.enum(REGISTRATION_STATES).optional(),
  ...promiseQuery,
  sort: z.enum(["due", "-due", "submitted", "-submitted", "name", "-name"]).default("due"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of registrations. */
export const verificationsSchema = z.object({ total: z.number(), items: z.array(organisationSchema) });

/** A letter of authority as its consultant, its company and the verifiers see it. */
const letterSchema = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  nib: z.string().nullable(),
  personName: z.string(),
  personEmail: z.string(),
  fileId: z.uuid(),
  validFrom: z.iso.date(),
  validTo: z.iso.date(),
  scope: z.string(),
  state: z.enum(AUTHORITY_STATES),
  /** In force today: accepted, not ended, and between its days. */
  isInForce: z.boolean(),
  /** Waits for the verifier, because the company has no account of its own. */
  isWithRegistration: z.boolean(),
  reason: z.string().nullable(),
  offeredAt: instant,
  version: z.number(),
});

/** Offers a letter of authority to the company that has a NIB. */
export const authorityOfferSchema = letterOfferSchema.extend({ nib: z.string().max(40) });

/** Letters I act by, and letters my companies gave. */
export const authoritiesSchema = z.object({
  items: z.array(letterSchema.extend({ side: z.enum(["consultant", "company"]), mayDecide: z.boolean() })),
});

/** The company's answer to a letter. */
export const authorityAnswerSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  verdict: z.enum(["accept", "refuse"]),
  reason: z.string().trim().max(1_000).default(""),
});

/** Ends a letter at once. */
export const authorityEndSchema = z.strictObject({ reason: z.string().trim().max(1_000).default("") });

/** Claims the account that has a NIB. */
export const disputeFormSchema = z.strictObject({
  nib: z.string().max(40),
  ground: z.enum(DISPUTE_GROUNDS),
  reason: z.string().trim().min(1).max(2_000),
  position: shortText,
  phone,
  evidenceFileId: z.uuid(),
});

/** A dispute; the claim's evidence is for verifiers only. */
const disputeSchema = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  nib: z.string().nullable(),
  state: z.enum(DISPUTE_STATES),
  ground: z.enum(DISPUTE_GROUNDS),
  reason: z.string(),
  claimantName: z.string(),
  claimantPosition: z.string(),
  openedAt: instant,
  statementDueDate: z.iso.date().nullable(),
  statement: z.string().nullable(),
  statementAt: instant.nullable(),
  decisionReason: z.string().nullable(),
  decidedAt: instant.nullable(),
  version: z.number(),
});

/** Disputes I opened, and those I am asked about. */
export const myDisputesSchema = z.object({
  items: z.array(disputeSchema.extend({ side: z.enum(["claimant", "holder"]) })),
});

/** Search over disputes. */
export const disputesQuery = z.strictObject({
  open: z.enum(["yes", "no"]).default("yes"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of disputes. */
export const disputesSchema = z.object({ total: z.number(), items: z.array(disputeSchema) });

/** One dispute with both sides, as a verifier decides it. */
export const disputeDetailSchema = disputeSchema.extend({
  claimantEmail: z.string(),
  claimantPhone: z.string(),
  evidenceFileId: z.uuid(),
  statementFileId: z.uuid().nullable(),
  statementByName: z.string().nullable(),
  /** Who acts for the organisation now. */
  holders: z.array(z.object({ name: z.string(), email: z.string(), role: z.string(), since: instant })),
  registration: organisationSchema,
  mayDecide: z.boolean(),
  /** True once the holder has spoken or his days are over. */
  mayTransfer: z.boolean(),
});

/** Asks the holder. */
export const disputeQuestionSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** What the holder says. */
export const disputeStatementSchema = z.strictObject({
  text: z.string().trim().min(1).max(2_000),
  fileId: z.uuid().nullable().default(null),
});

/** A verifier's decision of a dispute. */
export const disputeDecisionSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  verdict: z.enum(["reject", "transfer"]),
  reason: z.string().trim().max(1_000),
});

/** What OSS says now, held against the registration. */
export const ossReadingSchema = z.object({
  state: z.enum(["read", "no-nib", "unknown", "not-configured", "unavailable"]),
  readAt: instant,
  lines: z.array(
    z.object({
      line: z.string(),
      registered: z.string(),
      oss: z.string(),
      verdict: z.enum(["match", "differs", "not-said"]),
    }),
  ),
});

/** Takes what OSS says now in place of what is registered. */
export const ossAdoptionSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** One registration with what a verifier compares: what OSS says, and what to look at. */
export const verificationDetailSchema = organisationSchema.extend({
  oss: ossRecordSchema.nullable(),
  notices: z.array(remarkSchema),
  /** Others with the same tax number, telephone or document. */
  lookAlikes: z.array(
    z.object({
      organisationId: z.uuid(),
      name: z.string(),
      nib: z.string().nullable(),
      state: z.enum(REGISTRATION_STATES),
      by: z.array(z.enum(["npwp", "phone", "document"])),
    }),
  ),
  /** Codes the organisation holds already, as an imported operator does. */
  codes: z.array(z.object({ code: z.string(), state: z.string() })),
  /** What the ministry's sheets said of an operator from before this system; null for any other. */
  imported: z
    .object({
      npwp: z.string(),
      name: z.string(),
      email: z.string(),
      licences: z.array(z.object({ number: z.string(), grantedOn: z.iso.date(), standing: z.string() })),
    })
    .nullable(),
  authority: letterSchema.nullable(),
  disputeId: z.uuid().nullable(),
  /** False for somebody who may not decide this one. */
  mayDecide: z.boolean(),
});

/** Which openings of documents. */
export const documentViewsQuery = z.strictObject({
  search: z.string().max(100).default(""),
  side: z.enum(["ministry", "company", "all"]).default("all"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** Openings of personal documents, newest first. */
export const documentViewsSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      at: instant,
      personName: z.string(),
      role: z.string(),
      isMinistry: z.boolean(),
      fileId: z.uuid(),
      fileName: z.string(),
      purpose: z.string(),
      organisationId: z.uuid().nullable(),
      organisationName: z.string().nullable(),
      caseKind: z.string().nullable(),
      caseId: z.uuid().nullable(),
    }),
  ),
});
