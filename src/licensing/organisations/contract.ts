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

/** Maximum number of reasons in one return. */
const REASONS_MAX = 20;

const instant = z.iso.datetime();
/** Validated when it is stored, so that the error is reported at its field. */
const phone = z.string().trim().max(60);
const shortText = z.string().trim().min(1).max(120);

/** The displayed data of a company from OSS. */
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

/** Looks up a NIB at OSS; grouping of the digits is ignored. */
export const nibLookupRequestSchema = z.strictObject({ nib: z.string().max(40) });

/** A finding or a notice with its text. */
const remarkSchema = z.object({ code: z.string(), message: z.string() });

/** The data of a NIB from OSS, and the obstacles to its registration. */
export const nibLookupSchema = ossRecordSchema.extend({
  /** The company already has members here: it cannot be registered again. */
  alreadyRegistered: z.boolean(),
  /** The state of the account: none, imported and unclaimed, the caller's, or another's. */
  account: z.enum(["none", "unclaimed", "yours", "others"]),
  faults: z.array(remarkSchema),
});

/** The representative of the organisation. */
const personInChargeSchema = z.strictObject({
  name: shortText,
  position: shortText,
  email: z.email().max(254),
  phone,
  standing: z.enum(STANDINGS).default("director"),
});

/** Facts entered where OSS does not provide them: by a government body, or by a business while OSS is unavailable. */
const statedFactsSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  companyKind: z.string().trim().min(1).max(60),
  address: z.string().trim().min(1).max(500),
  city: shortText,
  province: shortText,
  /** The risk level of KBLI 82200 on the NIB document; not given by a government body. */
  risk: z.enum(["low", "medium-low", "medium-high", "high", "unknown"]).default("unknown"),
});

/** The legal basis of a government body. */
const legalBasisSchema = z.strictObject({
  kind: z.enum(LEGAL_BASIS_KINDS),
  number: z.string().trim().min(1).max(60),
  year: z.number().int().min(1945).max(2200),
  subject: z.string().trim().min(1).max(300),
});

/** A letter of authority as offered: its file, period (both days included) and scope. */
const letterOfferSchema = z.strictObject({
  fileId: z.uuid(),
  validFrom: z.iso.date(),
  validTo: z.iso.date(),
  scope: z.string().trim().min(1).max(500),
});

/** Registers an organisation, or resubmits a returned registration. */
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
  /** Set if a consultant registers the company: the consultant then acts under this letter and is not its owner. */
  authority: letterOfferSchema.nullable().default(null),
  phone,
  personInCharge: personInChargeSchema,
});

/** The response to a registration. */
export const registeredSchema = z.object({ id: z.uuid(), state: z.enum(REGISTRATION_STATES) });

/** One correction to make. */
const returnReasonSchema = z.strictObject({
  field: z.string().regex(/^[A-Za-z][A-Za-z.-]{0,39}$/),
  text: z.string().trim().max(1_000),
  /** The remedy. */
  remedy: z.string().trim().max(1_000).default(""),
});

/** A verifier's decision. Reasons are required for a return, and ignored for an acceptance. */
export const verificationSchema = z.strictObject({
  /** The version that the verifier has read; the decision is refused if the registration was corrected since. */
  expectedVersion: z.number().int().min(1),
  verdict: z.enum(["accept", "return"]),
  reasons: z.array(returnReasonSchema).max(REASONS_MAX).default([]),
});

/** A company as visible to its members and to verifiers. */
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

/** The companies of the authenticated person. */
export const myOrganisationsSchema = z.object({ items: z.array(organisationSchema) });

/** The codes and the members of an organisation. */
export const organisationAffairsSchema = z.object({
  codes: z.array(z.object({ code: z.string(), state: z.string() })),
  people: z.array(z.object({ name: z.string(), role: z.string(), lastDay: z.iso.date().nullable() })),
});

/** Query of registrations. */
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

/** A letter of authority as visible to its consultant, its company and the verifiers. */
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
  /** In force today: accepted, not ended, and within its period. */
  isInForce: z.boolean(),
  /** Awaits the verifier, because the company has no account yet. */
  isWithRegistration: z.boolean(),
  reason: z.string().nullable(),
  offeredAt: instant,
  version: z.number(),
});

/** Offers a letter of authority to the company with this NIB. */
export const authorityOfferSchema = letterOfferSchema.extend({ nib: z.string().max(40) });

/** Letters held by the caller, and those given by the caller's companies. */
export const authoritiesSchema = z.object({
  items: z.array(letterSchema.extend({ side: z.enum(["consultant", "company"]), mayDecide: z.boolean() })),
});

/** The company's answer to a letter. */
export const authorityAnswerSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  verdict: z.enum(["accept", "refuse"]),
  reason: z.string().trim().max(1_000).default(""),
});

/** Ends a letter immediately. */
export const authorityEndSchema = z.strictObject({ reason: z.string().trim().max(1_000).default("") });

/** Claims the account of a NIB. */
export const disputeFormSchema = z.strictObject({
  nib: z.string().max(40),
  ground: z.enum(DISPUTE_GROUNDS),
  reason: z.string().trim().min(1).max(2_000),
  position: shortText,
  phone,
  evidenceFileId: z.uuid(),
});

/** A dispute; the evidence of the claim is visible to verifiers only. */
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

/** Disputes that the caller opened, and those in which the caller's company is asked. */
export const myDisputesSchema = z.object({
  items: z.array(disputeSchema.extend({ side: z.enum(["claimant", "holder"]) })),
});

/** Query of disputes. */
export const disputesQuery = z.strictObject({
  open: z.enum(["yes", "no"]).default("yes"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of disputes. */
export const disputesSchema = z.object({ total: z.number(), items: z.array(disputeSchema) });

/** One dispute with both sides, for the verifier who decides it. */
export const disputeDetailSchema = disputeSchema.extend({
  claimantEmail: z.string(),
  claimantPhone: z.string(),
  evidenceFileId: z.uuid(),
  statementFileId: z.uuid().nullable(),
  statementByName: z.string().nullable(),
  /** Present members of the organisation. */
  holders: z.array(z.object({ name: z.string(), email: z.string(), role: z.string(), since: instant })),
  registration: organisationSchema,
  mayDecide: z.boolean(),
  /** True once the holder has given a statement or the period for it has passed. */
  mayTransfer: z.boolean(),
});

/** Asks the holder for a statement. */
export const disputeQuestionSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** The holder's statement. */
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

/** The present data at OSS, compared with the registration. */
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

/** Replaces the registered data by the present data at OSS. */
export const ossAdoptionSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** One registration with the verifier's comparison: data from OSS, and notices. */
export const verificationDetailSchema = organisationSchema.extend({
  oss: ossRecordSchema.nullable(),
  notices: z.array(remarkSchema),
  /** Other organisations with the same tax number, telephone or document. */
  lookAlikes: z.array(
    z.object({
      organisationId: z.uuid(),
      name: z.string(),
      nib: z.string().nullable(),
      state: z.enum(REGISTRATION_STATES),
      by: z.array(z.enum(["npwp", "phone", "document"])),
    }),
  ),
  /** Codes that the organisation already holds, such as those of an imported operator. */
  codes: z.array(z.object({ code: z.string(), state: z.string() })),
  /** The imported data of an operator from before this system; null for any other. */
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
  /** False if the reader may not decide this registration. */
  mayDecide: z.boolean(),
});

/** The filter of document views. */
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
