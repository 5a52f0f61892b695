import { z } from "zod";
import { CONFIGURATIONS } from "../../configuration/index.ts";
import { testDocumentActSchema } from "../test-document-act.ts";
import { decreeActSchema } from "./decree-act.ts";

const line = z.string().trim().min(1).max(300);
const localDate = z.iso.date();
const count = z.int().min(0);

/** Who writes and signs, as template data: names and offices change, and a demonstration has a made-up office. */
export const decreeOfficeSchema = z.object({
  institution: line,
  unit: line,
  addressLines: z.array(line).max(4),
  /** Whose decree it is, as in the title: "KEPALA KANTOR ...". */
  authority: line,
  place: line,
  /** Lines above the signer's name. */
  capacity: z.array(line).min(1).max(6),
  signerName: line,
  signerDetail: line.nullable(),
  signedNote: line,
});

/** Under which mandate a decree was decided, and in whose place, if so; the decree keeps it for ever. */
const decreeMandateSchema = z.object({
  id: z.uuid(),
  validFrom: localDate,
  legalBasis: z.array(line).min(1).max(20),
  acting: z
    .object({ as: z.enum(["plh", "plt"]), forName: z.string().nullable(), letterNumber: z.string().nullable() })
    .nullable(),
});

/** What every decree says, whatever it is about. */
const commonFactsSchema = z.object({
  decreeId: z.uuid(),
  /** As printed, such as `131/TEL.05.05/2026`. */
  number: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z./ -]{0,58}$/),
  decidedOn: localDate,
  /** When the file was made, milliseconds since 1970; part of the input so that the file can be made again equal. */
  issuedAtMs: z.number().int().nonnegative(),
  office: decreeOfficeSchema,
  /** Null in decrees from before mandates were kept. */
  mandate: decreeMandateSchema.nullable().default(null),
  legalBasis: z.array(z.string().trim().min(1).max(600)).min(1).max(20),
  request: z.object({ number: z.string().min(1).max(60), submittedOn: localDate }),
  service: z.object({ name: line, kbli: z.string().regex(/^\d{5}$/) }),
  holder: z.object({
    name: line,
    /** Null for a government body, which has none. */
    nib: z
      .string()
      .regex(/^\d{13}$/)
      .nullable(),
    npwp: z
      .string()
      .regex(/^\d{15,16}$/)
      .nullable(),
    address: z.string().trim().min(1).max(600),
  }),
  duties: z.array(z.string().trim().min(1).max(600)).min(1).max(12),
  verificationUrl: z.url({ protocol: /^https?$/ }).max(300),
  demonstration: z.boolean(),
});

/** Everything a numbering decree says; checked once, before it is drawn. */
export const codeDecreeFactsSchema = commonFactsSchema.extend({
  numberKind: line,
  code: z.string().regex(/^\d{3,8}$/),
  /** Decrees from before other kinds existed are assignments. */
  act: decreeActSchema.default({ kind: "assignment" }),
});

const committedRowSchema = z.object({
  city: z.string().max(200),
  centres: count,
  channels: count,
  e1: count,
  totalChannels: count,
  totalE1: count,
});

const committedYearSchema = z.object({
  year: z.int().min(1).max(5),
  from: localDate,
  to: localDate,
  rows: z.array(committedRowSchema).max(500),
  addedCentres: count,
  addedChannels: count,
  addedE1: count,
  totalCentres: count,
  totalChannels: count,
  totalE1: count,
});

/** Everything a "Penetapan Komitmen Layanan" says: it is about a licence application, so it names no code. */
export const commitmentDecreeFactsSchema = commonFactsSchema.extend({
  code: z.null(),
  act: z.object({
    kind: z.literal("commitment"),
    configurations: z.array(z.enum(CONFIGURATIONS)).max(CONFIGURATIONS.length),
    smsA2p: z.boolean(),
    /** Simultaneous channels that count as one E1. */
    linesPerE1: z.int().min(1),
    years: z.array(committedYearSchema).length(5),
  }),
});

/** Everything a paper of an operational test says; it is about a licence application too, and orders nothing of a holder. */
export const testDocumentFactsSchema = commonFactsSchema.extend({
  code: z.null(),
  duties: z.array(z.string().trim().min(1).max(600)).max(12),
  act: testDocumentActSchema,
});

/** Everything a decree says: one about an access code, one about a licence application, or a paper of its test. */
export const decreeFactsSchema = z.union([commitmentDecreeFactsSchema, testDocumentFactsSchema, codeDecreeFactsSchema]);

/** Who writes and signs a decree. */
export type DecreeOffice = Readonly<z.infer<typeof decreeOfficeSchema>>;

/** What a numbering decree says. */
export type CodeDecreeFacts = Readonly<z.infer<typeof codeDecreeFactsSchema>>;

/** What a "Penetapan Komitmen Layanan" says. */
export type CommitmentDecreeFacts = Readonly<z.infer<typeof commitmentDecreeFactsSchema>>;

/** What a paper of an operational test says. */
export type TestDocumentFacts = Readonly<z.infer<typeof testDocumentFactsSchema>>;

/** What a decree says. */
export type DecreeFacts = CodeDecreeFacts | CommitmentDecreeFacts | TestDocumentFacts;
