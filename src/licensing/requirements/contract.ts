import { z } from "zod";
import { REQUIREMENT_FACTS, standingSchema } from "../../regulation/index.ts";

/** Read-only lists, passed through from the published data. */
const list = <One extends z.ZodType>(one: One) => z.array(one).readonly();

const facts = list(z.enum(REQUIREMENT_FACTS));
const conditionSchema = z.object({ any: facts, all: facts, none: facts });

const slotFields = {
  files: z.object({ types: list(z.string()), megabytesMax: z.number() }),
  when: conditionSchema,
  isOptional: z.boolean(),
  stated: list(z.enum(["number", "issuedOn", "validUntil"])),
  validDaysRule: z.string().nullable(),
};

const slotSchema = z.union([
  z.object({ slot: z.string(), ...slotFields }),
  z.object({
    row: z.string(),
    kind: z.enum(["agreement", "certificate", "photo", "proof", "evidence"]),
    where: list(z.object({ field: z.string(), in: list(z.union([z.string(), z.boolean()])) })),
    ...slotFields,
  }),
]);

/** Query of the rules of a licence application: those of a case's version on its first date, or today's. */
export const licenceRulesQuery = z.strictObject({
  version: z.string().max(20).optional(),
  /** Local date. */
  date: z.iso.date().optional(),
});

/** The rules of the pre-check, see `LicenceRules`; the browser's pre-check uses them. */
export const licenceRulesSchema = z.object({
  version: z.string(),
  requirements: list(
    z.object({
      key: z.string(),
      kind: z.enum(["form", "file", "declaration", "record"]),
      stage: z.enum(["application", "test", "output"]),
      when: conditionSchema,
      parts: list(z.object({ part: z.string(), when: conditionSchema })),
      slots: list(slotSchema),
      template: z.object({ id: z.string(), version: z.string(), isRequired: z.boolean() }).nullable(),
      declarations: list(z.string()),
      rules: list(z.string()),
      clause: z.string(),
      source: z.string(),
      standing: standingSchema,
    }),
  ),
  functions: list(z.object({ key: z.string(), when: conditionSchema })),
  values: z.object({
    kbliNames: list(z.string()),
    firstYearE1: z.number(),
    linesPerE1: z.number(),
    bankFundsPercent: z.number(),
    shareLockPercent: z.number(),
    shareholdingTiers: z.number(),
    needsCertificates: z.boolean(),
    agreementMonthsLeft: z.number(),
    expectsCloudInIndonesia: z.boolean(),
    validDays: z.record(z.string(), z.number()),
  }),
  citations: z.record(z.string(), z.object({ id: z.string(), clause: z.string(), standing: standingSchema })),
});

/** Query of a device spreadsheet. */
export const deviceSpreadsheetQuery = z.strictObject({
  content: z.enum(["list", "template"]).default("list"),
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
  // A plain link sends the browser's Accept-Language, not the language of the page.
  language: z.enum(["id", "en"]).optional(),
});

const deviceRowSchema = z.object({
  id: z.string(),
  siteId: z.string(),
  kind: z.string(),
  maker: z.string(),
  type: z.string(),
  country: z.string(),
  serial: z.string(),
  isVirtual: z.boolean(),
  certificateNumber: z.string(),
  ownership: z.enum(["owned", "leased", "contract"]),
});

/** The effect of a device spreadsheet on the list. Nothing is saved: the applicant saves `rows` as the part after review. */
export const deviceSpreadsheetSchema = z.object({
  /** Readable rows, with the existing ids for known devices. */
  rows: z.array(deviceRowSchema),
  rowCount: z.number(),
  kept: z.number(),
  added: z.number(),
  /** Devices of the present list that the spreadsheet lacks. */
  removed: z.array(deviceRowSchema),
  /** Total number of faults; `faults` holds the first of them. */
  faultCount: z.number(),
  faults: z.array(
    z.object({
      /** Row number as in a spreadsheet. */
      row: z.number(),
      column: z.string().nullable(),
      code: z.string(),
      found: z.string(),
      rule: z.string(),
      remedy: z.string(),
    }),
  ),
});
