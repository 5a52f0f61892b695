import { z } from "zod";

const instant = z.iso.datetime();
const page = z.coerce.number().int().min(1).max(100_000).default(1);
const pageSize = z.coerce.number().int().min(1).max(200).default(50);
const search = z.string().max(100).default("");

/** Delivery states of a report. */
const DELIVERIES = ["queued", "sending", "stuck", "delivered"] as const;

/** Outcomes of a message from OSS. */
export const OUTCOMES = ["applied", "repeated", "older", "same-day-as-revocation", "back-in-force"] as const;

/** Reasons for an officer to query OSS about a NIB. */
export const DISPUTES = ["same-day-as-revocation", "back-in-force", "license-of-another"] as const;

const delivery = z.enum(DELIVERIES);

/** One report of a case. */
const reportSchema = z.object({
  sequence: z.number(),
  state: z.string(),
  status: z.string(),
  occurredAt: instant,
  officerName: z.string().nullable(),
  officerNumber: z.string().nullable(),
  delivery,
  attempts: z.number(),
  nextAttemptAt: instant.nullable(),
  /** The code of the last error; the screen has its text. */
  lastError: z.string().nullable(),
  deliveredAt: instant.nullable(),
  deliveredHow: z.enum(["answered", "found"]).nullable(),
});

/** A licence that OSS requests. */
const licenseSchema = z.object({
  licenseId: z.string(),
  licenseCode: z.string(),
  ossId: z.string(),
  projectId: z.string(),
  regionCode: z.string(),
  name: z.string(),
  receivedAt: instant,
});

/** The status of a NIB at OSS. */
const nibStatusSchema = z.object({
  nibStatus: z.string(),
  since: instant.nullable(),
  /** Whether the NIB blocks holds and submissions. */
  isBlocked: z.boolean(),
  dispute: z.enum(DISPUTES).nullable(),
  risk: z.string().nullable(),
  /** The present name at OSS; null if it equals the verified one. */
  otherName: z.string().nullable(),
});

/** The OSS data of a case. */
export const caseAtOssSchema = z.object({
  isConfigured: z.boolean(),
  license: licenseSchema
    .extend({
      convertedKbli: z.string().nullable(),
      linkedAt: instant,
      linkedBy: z.enum(["applicant", "submission", "arrival", "officer"]),
    })
    .nullable(),
  /** Unanswered licences of the company; one of them may be chosen until the first report. */
  waiting: z.array(licenseSchema),
  mayChoose: z.boolean(),
  mayRetry: z.boolean(),
  standing: nibStatusSchema.nullable(),
  reports: z.array(reportSchema),
});

/** Chooses the licence that an application answers. */
export const chooseLicenseSchema = z.strictObject({ licenseId: z.string().min(1).max(30) });

/** Pending licences for applications of the caller's companies. */
export const waitingLicensesSchema = z.object({
  items: z.array(licenseSchema.extend({ organisationId: z.uuid(), organisationName: z.string() })),
});

/** Query of licences in OSS that no case answers. */
export const waitingRowsQuery = z.strictObject({ search, page, pageSize });

/** A page of licences in OSS that no case answers, each with the unlinked cases of its company. */
export const waitingRowsSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      licenseId: z.string(),
      product: z.enum(["licence", "number"]),
      nib: z.string(),
      organisationName: z.string(),
      receivedAt: instant,
      cases: z.array(z.object({ id: z.uuid(), number: z.string() })),
    }),
  ),
});

/** Links a licence in OSS to a case of the same company. */
export const tieLicenseRequest = z.strictObject({ applicationId: z.uuid() });

/** Query of reports. */
export const reportsQuery = z.strictObject({
  state: z.enum(["open", "stuck", "delivered", "all"]).default("open"),
  search,
  page,
  pageSize,
});

/** A page of reports. */
export const reportsSchema = z.object({
  total: z.number(),
  isConfigured: z.boolean(),
  counts: z.object({ waiting: z.number(), stuck: z.number() }),
  items: z.array(
    reportSchema.extend({
      applicationId: z.uuid(),
      number: z.string().nullable(),
      organisationName: z.string(),
      nib: z.string(),
      licenseId: z.string(),
      lastDetail: z.string().nullable(),
      /** Number of later reports of the same case that wait for this one. */
      behind: z.number(),
    }),
  ),
});

/** Query of messages from OSS. */
export const messagesQuery = z.strictObject({
  state: z.enum(["all", ...OUTCOMES]).default("all"),
  search,
  page,
  pageSize,
});

/** A page of messages from OSS. */
export const messagesSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      receivedAt: instant,
      nib: z.string(),
      companyName: z.string(),
      organisationId: z.uuid().nullable(),
      documentKind: z.enum(["original", "update", "revocation", "cancellation"]),
      documentDate: z.iso.date().nullable(),
      nibStatus: z.string(),
      outcome: z.enum(OUTCOMES),
      licenses: z.array(z.string()),
    }),
  ),
});

/** Query of companies to review. */
export const companiesQuery = z.strictObject({ search, page, pageSize });

/** A page of companies to review because of their data at OSS. */
export const companiesSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      nib: z.string(),
      name: z.string(),
      organisationId: z.uuid().nullable(),
      nibStatus: z.string().nullable(),
      since: instant.nullable(),
      dispute: z.enum(DISPUTES).nullable(),
      risk: z.string().nullable(),
      openCases: z.array(z.object({ id: z.uuid(), number: z.string() })),
      activeCodes: z.array(z.string()),
    }),
  ),
});

/** The answer of OSS to an inquiry about a NIB. */
export const nibInquirySchema = z.object({ nib: z.string(), nibStatus: z.string(), name: z.string() });

/** The civil servant number (NIP) that an officer's reports carry. */
export const reporterSchema = z.strictObject({
  nip: z
    .string()
    .regex(/^\d{18}$/)
    .nullable(),
});
