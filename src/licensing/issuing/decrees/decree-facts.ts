import { z } from "zod";
import { CONFIGURATIONS } from "../../configuration/index.ts";
import { testDocumentActSchema } from "../test-document-act.ts";
import { decreeActSchema } from "./decree-act.ts";

const line = z.string().trim().min(1).max(300);
const localDate = z.iso.date();
const count = z.int().min(0);

/** The issuing and signing office as template data: names and offices change, and a demonstration uses a fictitious office. */
export const decreeOfficeSchema = z.object({
  institution: line,
  unit: line,
  addressLines: z.array(line).max(4),
  /** The authority in the title: "KEPALA KANTOR ...". */
  authority: line,
  place: line,
  /** Lines above the signer's name. */
  capacity: z.array(line).min(1).max(6),
  signerName: line,
  signerDetail: line.nullable(),
  signedNote: line,
});

/** The mandate of a decree, and the person for whom a substitute signed; stored permanently with the decree. */
const decreeMandateSchema = z.object({
  id: z.uuid(),
  validFrom: localDate,
  legalBasis: z.array(line).min(1).max(20),
  acting: z
    .object({ as: z.enum(["plh", "plt"]), forName: z.string().nullable(), letterNumber: z.string().nullable() })
    .nullable(),
});

/** Fields common to all decrees. */
const commonFactsSchema = z.object({
  decreeId: z.uuid(),
  /** As printed, such as `131/TEL.05.05/2026`. */
  number: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z./ -]{0,58}$/),
  decidedOn: localDate,
  /** When the file was made, milliseconds since 1970; part of the input so that the file can be reproduced byte by byte. */
  issuedAtMs: z.number().int().nonnegative(),
  office: decreeOfficeSchema,
  /** Null for decrees issued before mandates were recorded. */
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

/** The facts of a numbering decree, validated once before it is rendered. */
export const codeDecreeFactsSchema = commonFactsSchema.extend({
  numberKind: line,
  code: z.string().regex(/^\d{3,8}$/),
  /** Decrees issued before other kinds existed are assignments. */
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

/** The facts of a "Penetapan Komitmen Layanan"; it is about a licence application, so it names no code. */
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

/** The facts of a document of an operational test; it too is about a licence application, and may impose no duties. */
export const testDocumentFactsSchema = commonFactsSchema.extend({
  code: z.null(),
  duties: z.array(z.string().trim().min(1).max(600)).max(12),
  act: testDocumentActSchema,
});

/** The facts of a decree about an access code or a licence application, or of a document of an operational test. */
export const decreeFactsSchema = z.union([commitmentDecreeFactsSchema, testDocumentFactsSchema, codeDecreeFactsSchema]);

/** The issuing and signing office of a decree. */
export type DecreeOffice = Readonly<z.infer<typeof decreeOfficeSchema>>;

/** The facts of a numbering decree. */
export type CodeDecreeFacts = Readonly<z.infer<typeof codeDecreeFactsSchema>>;

/** The facts of a "Penetapan Komitmen Layanan". */
export type CommitmentDecreeFacts = Readonly<z.infer<typeof commitmentDecreeFactsSchema>>;

/** The facts of a document of an operational test. */
export type TestDocumentFacts = Readonly<z.infer<typeof testDocumentFactsSchema>>;

/** The facts of a decree. */
export type DecreeFacts = CodeDecreeFacts | CommitmentDecreeFacts | TestDocumentFacts;
