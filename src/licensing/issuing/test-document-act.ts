import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";
import { CONFIGURATIONS } from "../configuration/index.ts";
import { printableText } from "./printable-text.ts";

/** Text of a document, stored in its printable form. */
const printed = (longest: number) => z.string().transform(printableText).pipe(z.string().max(longest));
const written = (longest: number) => z.string().transform(printableText).pipe(z.string().trim().min(1).max(longest));

const name = written(300);
const long = written(1_000);
const note = printed(2_000);
const localDate = z.iso.date();

/** Maximum number of catalogue items in one document. */
const TEST_ITEMS_MAX = 500;
/** Maximum number of devices in one document. */
const TEST_DEVICES_MAX = 1_000;

/** The citation of another document. */
const documentReferenceSchema = z.object({ number: written(60), date: localDate });

/** The method of an operational test: by a team on site, or by the operator. */
const TEST_METHODS = ["site-test", "self-test"] as const;

const teamMemberSchema = z.object({
  name,
  role: z.enum(["leader", "member"]),
  /** Civil servant number (NIP); null if unknown. */
  nip: z
    .string()
    .regex(/^\d{18}$/)
    .nullable(),
});

/** Test fields common to all documents of a test. */
const commonSchema = z.object({
  method: z.enum(TEST_METHODS),
  configurations: z.array(z.enum(CONFIGURATIONS)).max(CONFIGURATIONS.length),
  smsA2p: z.boolean(),
  /** The company's letter of request for the test. */
  requestLetter: documentReferenceSchema,
  /** The address of the test, and that of the customer-care centre. */
  testAddress: long,
  careCentreAddress: long,
});

/** A "surat perintah tugas": the team, date, place and subject of a test. */
export const testOrderActSchema = commonSchema.extend({
  kind: z.literal("test-order"),
  heldFrom: localDate,
  /** Equals `heldFrom` for a test of one day. */
  heldTo: localDate,
  /** Local time `HH:MM`; null if only the day was agreed. */
  startsAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  team: z.array(teamMemberSchema).min(1).max(20),
  /** The areas tested, with their names in the catalogue. */
  areas: z.array(name).min(1).max(40),
  /** The letter of assignment that this one replaces; null for the first of a test. */
  replaces: documentReferenceSchema.nullable(),
});

const OUTCOMES = ["pass", "fail", "not-applicable"] as const;

/** The result of one catalogue item. */
const testedItemSchema = z.object({
  /** Number in the catalogue, such as "3.2". */
  code: written(20),
  area: name,
  title: long,
  isMandatory: z.boolean(),
  /** The limit in words with its unit; "" if the item has none. */
  limit: printed(300),
  /** Whether the limit is confirmed by a regulation, observed at an official source, or assumed. */
  standing: standingSchema,
  /** The measured value with its unit; "" if nothing is measured. */
  measured: printed(300),
  /** Device, instrument and calibration of a measurement; "" if nothing is measured. */
  instrument: printed(300),
  verdict: z.enum(OUTCOMES),
  note,
});

/** The checks of a device. */
export const DEVICE_CHECKS = ["present", "serial", "certificate", "photo", "working"] as const;

/** The result for one row of the device list. */
const testedDeviceSchema = z.object({
  /** Kind, make and model. */
  name: long,
  /** "" for a device without one, such as a cloud service. */
  serial: printed(100),
  certificate: printed(200),
  location: printed(300),
  /** The checks in order. */
  checks: z.array(z.object({ check: z.enum(DEVICE_CHECKS), outcome: z.enum(OUTCOMES) })).max(DEVICE_CHECKS.length),
  verdict: z.enum(OUTCOMES),
  note,
});

/** A signature, a refusal, or silence until the deadline: with account, time and method. */
const testSignatureSchema = z.object({
  side: z.enum(["ministry", "operator"]),
  name,
  /** The signer's position, such as "Ketua tim uji" or "Direktur". */
  position: name,
  /** E-mail address of the account; null if the person did not act. */
  account: written(254).nullable(),
  /** Milliseconds since 1970. */
  atMs: z.int().nonnegative(),
  how: z.enum(["second-factor", "one-time-code", "demo"]).nullable(),
  outcome: z.enum(["signed", "refused", "silent"]),
  /** The reason of a refusal, or a remark. */
  remark: note,
});

/** A "Berita Acara Evaluasi": the results of a test row by row, with the signatures. */
export const testReportActSchema = commonSchema.extend({
  kind: z.literal("test-report"),
  heldFrom: localDate,
  heldTo: localDate,
  /** Null for a self-test without a team. */
  order: documentReferenceSchema.nullable(),
  /** The transmission media of incoming calls, such as "SIP trunk (serat optik)". */
  transmission: printed(300),
  /** Version of the catalogue. */
  catalogue: written(60),
  team: z.array(teamMemberSchema).min(1).max(20),
  items: z.array(testedItemSchema).min(1).max(TEST_ITEMS_MAX),
  devices: z.array(testedDeviceSchema).max(TEST_DEVICES_MAX),
  result: z.enum(["fit", "unfit"]),
  /** The findings in words, if the verdict is unfit. */
  findings: z.array(long).max(TEST_ITEMS_MAX),
  remarks: z.array(z.object({ side: z.enum(["ministry", "operator"]), name, text: long })).max(40),
  signatures: z.array(testSignatureSchema).min(1).max(24),
  /** SHA-256 that both sides signed, as displayed; null in reports issued before it was printed. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  /** The report of the test that this one repeats in part; null for a first test. */
  previous: documentReferenceSchema.nullable(),
});

/** A report that may have no signatures yet. */
export const testReportPreviewSchema = testReportActSchema.extend({ signatures: z.array(testSignatureSchema).max(24) });

/** An SKLO: certifies that a company's call centre is fit to operate, with its basis, and the report as an annex. */
export const skloActSchema = commonSchema.extend({
  kind: z.literal("sklo"),
  /** Null for a self-test without a team. */
  order: documentReferenceSchema.nullable(),
  report: documentReferenceSchema,
  /** The signed report. */
  annex: testReportActSchema,
});

/** The content of a document of an operational test. */
export const testDocumentActSchema = z.discriminatedUnion("kind", [
  testOrderActSchema,
  testReportActSchema,
  skloActSchema,
]);

/** A "surat perintah tugas". */
export type TestOrderAct = Readonly<z.infer<typeof testOrderActSchema>>;

/** A "Berita Acara Evaluasi". */
export type TestReportAct = Readonly<z.infer<typeof testReportActSchema>>;

/** A certificate of operational fitness (SKLO). */
export type SkloAct = Readonly<z.infer<typeof skloActSchema>>;

/** The content of a document of an operational test. */
export type TestDocumentAct = TestOrderAct | TestReportAct | SkloAct;

/** One of the kinds of documents of an operational test. */
export type TestDocumentKind = TestDocumentAct["kind"];

/** Whether a decree of this kind is a document of an operational test. */
export function isTestDocumentKind(kind: string): kind is TestDocumentKind {
  return kind === "test-order" || kind === "test-report" || kind === "sklo";
}
