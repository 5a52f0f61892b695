import { z } from "zod";

const instant = z.iso.datetime();
const page = z.coerce.number().int().min(1).max(100_000).default(1);
const pageSize = z.coerce.number().int().min(1).max(200).default(50);
const search = z.string().max(100).default("");

/** Where the delivery of a report stands. */
const DELIVERIES = ["queued", "sending", "stuck", "delivered"] as const;

/** What a message from OSS came to. */
export const OUTCOMES = ["applied", "repeated", "older", "same-day-as-revocation", "back-in-force"] as const;

/** Why an officer should ask OSS about a NIB. */
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
  /** The code of what went wrong last; its words are the screen's. */
  lastError: z.string().nullable(),
  deliveredAt: instant.nullable(),
  deliveredHow: z.enum(["answered", "found"]).nullable(),
});

/** A licence that OSS asks for. */
const licenseSchema = z.object({
  licenseId: z.string(),
  licenseCode: z.string(),
  ossId: z.string(),
  projectId: z.string(),
  regionCode: z.string(),
  name: z.string(),
  receivedAt: instant,
});

/** How a NIB stands at OSS. */
const nibStatusSchema = z.object({
  nibStatus: z.string(),
  since: instant.nullable(),
  /** Whether nothing may be held or sent with it. */
  isBlocked: z.boolean(),
  dispute: z.enum(DISPUTES).nullable(),
  risk: z.string().nullable(),
  /** The name OSS has now; null where it is the one that was verified. */
  otherName: z.string().nullable(),
});

/** What a case has to do with OSS. */
export const caseAtOssSchema = z.object({
  isConfigured: z.boolean(),
  license: licenseSchema
    .extend({
      convertedKbli: z.string().nullable(),
      linkedAt: instant,
      linkedBy: z.enum(["applicant", "submission", "arrival", "officer"]),
    })
    .nullable(),
  /** Licences of the company that no application answers; one of them may be chosen while nothing was reported. */
  waiting: z.array(licenseSchema),
  mayChoose: z.boolean(),
  mayRetry: z.boolean(),
  standing: nibStatusSchema.nullable(),
  reports: z.array(reportSchema),
});

/** Chooses the licence that an application answers. */
export const chooseLicenseSchema = z.strictObject({ licenseId: z.string().min(1).max(30) });

/** Licences that wait for an application of the caller's companies. */
export const waitingLicensesSchema = z.object({
  items: z.array(licenseSchema.extend({ organisationId: z.uuid(), organisationName: z.string() })),
});

/** Search over licences in OSS that no case answers. */
export const waitingRowsQuery = z.strictObject({ search, page, pageSize });

/** A page of licences in OSS that no case answers, each with the cases of its company that have none. */
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

/** Ties a licence in OSS to a case of the same company. */
export const tieLicenseRequest = z.strictObject({ applicationId: z.uuid() });

/** Search over reports. */
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
      /** Later reports of the same case that wait for this one. */
      behind: z.number(),
    }),
  ),
});

/** Search over messages from OSS. */
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

/** Search over companies that need a look. */
export const companiesQuery = z.strictObject({ search, page, pageSize });

/** A page of companies that need a look because of what OSS says. */
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

/** What OSS says when it is asked about a NIB now. */
export const nibInquirySchema = z.object({ nib: z.string(), nibStatus: z.string(), name: z.string() });

/** The number of a civil servant that goes with his reports. */
export const reporterSchema = z.strictObject({
  nip: z
    .string()
    .regex(/^\d{18}$/)
    .nullable(),
});
