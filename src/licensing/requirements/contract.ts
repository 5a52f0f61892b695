import { z } from "zod";
import { REQUIREMENT_FACTS, standingSchema } from "../../regulation/index.ts";

/** Lists are handed over as they stand in the published data, which nobody changes. */
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

/** Asks for the rules of a licence application: those of a case's version as they stood on its first date, or today's. */
export const licenceRulesQuery = z.strictObject({
  version: z.string().max(20).optional(),
  /** Local date. */
  date: z.iso.date().optional(),
});

/** What an application is checked by, see `LicenceRules`; the pre-check in the browser runs on it. */
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

/** Which sheet of devices is downloaded. */
export const deviceSpreadsheetQuery = z.strictObject({
  content: z.enum(["list", "template"]).default("list"),
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
  // A link in a page brings the browser's languages, not the one the page is read in.
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

/** What a sheet of devices would make of the list. Nothing of it is saved: whoever is content saves `rows` as the part. */
export const deviceSpreadsheetSchema = z.object({
  /** Rows that could be read, those that are in the list already under the ids they have. */
  rows: z.array(deviceRowSchema),
  rowCount: z.number(),
  kept: z.number(),
  added: z.number(),
  /** Devices of the present list that the sheet does not have. */
  removed: z.array(deviceRowSchema),
  /** All faults; `faults` holds the first of them. */
  faultCount: z.number(),
  faults: z.array(
    z.object({
      /** As a spreadsheet counts. */
      row: z.number(),
      column: z.string().nullable(),
      code: z.string(),
      found: z.string(),
      rule: z.string(),
      remedy: z.string(),
    }),
  ),
});
