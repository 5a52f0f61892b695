import { z } from "zod";
import { promiseWire } from "../promises/index.ts";
import {
  LEGAL_BASIS_KINDS,
  ORGANISATION_KINDS,
  RECORD_SOURCES,
  REGISTRATION_STATES,
  STANDINGS,
} from "./registration-words.shared.ts";

/** Most reasons in one return. */
const REASONS_MAX = 20;

const instant = z.iso.datetime();
/** Judged where it is kept, so that a wrong one is told at its field. */
const phone = z.string().trim().max(60);
const shortText = z.string().trim().min(1).max(120);

/** What OSS said about a company, as it is shown. */
const ossRecordWire = z.object({
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
export const nibLookupRequestWire = z.strictObject({ nib: z.string().max(40) });

/** A fault or a notice with its words. */
const remarkWire = z.object({ code: z.string(), message: z.string() });

/** What OSS says about a NIB, and what would stand against registering it. */
export const nibLookupWire = ossRecordWire.extend({
  alreadyRegistered: z.boolean(),
  faults: z.array(remarkWire),
});

/** Who speaks for the organisation. */
const personInChargeWire = z.strictObject({
  name: shortText,
  position: shortText,
  email: z.email().max(254),
  phone,
  standing: z.enum(STANDINGS).default("director"),
});

/** What is typed where OSS does not say it: by a government body, or by a business while OSS is away. */
const statedFactsWire = z.strictObject({
  name: z.string().trim().min(1).max(200),
  companyKind: z.string().trim().min(1).max(60),
  address: z.string().trim().min(1).max(500),
  city: shortText,
  province: shortText,
  /** The risk level beside KBLI 82200 on the NIB document; a government body leaves it out. */
  risk: z.enum(["low", "medium-low", "medium-high", "high", "unknown"]).default("unknown"),
});

/** The law that a government body rests on. */
const legalBasisWire = z.strictObject({
  kind: z.enum(LEGAL_BASIS_KINDS),
  number: z.string().trim().min(1).max(60),
  year: z.number().int().min(1945).max(2200),
  subject: z.string().trim().min(1).max(300),
});

/** Registers an organisation, or sends a returned registration again. */
export const registrationWire = z.strictObject({
  kind: z.enum(ORGANISATION_KINDS).default("business"),
  source: z.enum(RECORD_SOURCES).default("oss"),
  nib: z.string().max(40).default(""),
  npwp: z.string().max(40),
  facts: statedFactsWire.nullable().default(null),
  legalBasis: legalBasisWire.nullable().default(null),
  deedFileId: z.uuid().nullable().default(null),
  nibFileId: z.uuid().nullable().default(null),
  legalBasisFileId: z.uuid().nullable().default(null),
  assignmentFileId: z.uuid().nullable().default(null),
  phone,
  personInCharge: personInChargeWire,
});

/** The answer to a registration. */
export const registeredWire = z.object({ id: z.uuid(), state: z.enum(REGISTRATION_STATES) });

/** One thing to be mended. */
const returnReasonWire = z.strictObject({
  field: z.string().regex(/^[A-Za-z][A-Za-z.-]{0,39}$/),
  text: z.string().trim().max(1_000),
});

/** A verifier's decision. Reasons are needed to return, and ignored to accept. */
export const verificationWire = z.strictObject({
  /** The version the verifier has looked at; a registration mended meanwhile is not decided unseen. */
  expectedVersion: z.number().int().min(1),
  verdict: z.enum(["accept", "return"]),
  reasons: z.array(returnReasonWire).max(REASONS_MAX).default([]),
});

/** A company as its own people and the verifiers see it. */
export const organisationWire = z.object({
  id: z.uuid(),
  kind: z.enum(ORGANISATION_KINDS),
  name: z.string(),
  /** Null for a government body. */
  nib: z.string().nullable(),
  npwp: z.string(),
  state: z.enum(REGISTRATION_STATES),
  recordSource: z.enum(RECORD_SOURCES),
  legalBasis: legalBasisWire.nullable(),
  companyKind: z.string(),
  address: z.string(),
  city: z.string(),
  province: z.string(),
  nibStatus: z.string(),
  kbli: ossRecordWire.shape.kbli,
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
  returnedReasons: z.array(z.object({ field: z.string(), text: z.string() })),
  submittedAt: instant,
  decidedAt: instant.nullable(),
  promise: promiseWire,
  version: z.number(),
});

/** The companies of whoever is signed in. */
export const myOrganisationsWire = z.object({ items: z.array(organisationWire) });

/** Search over registrations. */
export const verificationsQuery = z.strictObject({
  search: z.string().max(100).default(""),
  state: z.enum(REGISTRATION_STATES).optional(),
  sort: z.enum(["due", "-due", "submitted", "-submitted", "name", "-name"]).default("due"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of registrations. */
export const verificationsWire = z.object({ total: z.number(), items: z.array(organisationWire) });

/** One registration with what a verifier compares: what OSS says, and what to look at. */
export const verificationDetailWire = organisationWire.extend({
  oss: ossRecordWire.nullable(),
  notices: z.array(remarkWire),
  /** False for somebody who may not decide this one. */
  mayDecide: z.boolean(),
});
