import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";
import { CONFIGURATIONS } from "../configuration/index.ts";
import { printableText } from "./printable-text.ts";

/** Text of a paper, kept as it is printed. */
const printed = (longest: number) => z.string().transform(printableText).pipe(z.string().max(longest));
const written = (longest: number) => z.string().transform(printableText).pipe(z.string().trim().min(1).max(longest));

const name = written(300);
const long = written(1_000);
const note = printed(2_000);
const localDate = z.iso.date();

/** Most items of a catalogue that one paper holds. */
const TEST_ITEMS_MAX = 500;
/** Most devices of one paper. */
const TEST_DEVICES_MAX = 1_000;

/** A paper that another one names. */
const documentReferenceSchema = z.object({ number: written(60), date: localDate });

/** How an operational test is held: by a team on the site, or by the operator himself. */
const TEST_METHODS = ["site-test", "self-test"] as const;

const teamMemberSchema = z.object({
  name,
  role: z.enum(["leader", "member"]),
  /** Number of a civil servant; null where none is known. */
  nip: z
    .string()
    .regex(/^\d{18}$/)
    .nullable(),
});

/** What every paper of a test says of the test itself. */
const commonSchema = z.object({
  method: z.enum(TEST_METHODS),
  configurations: z.array(z.enum(CONFIGURATIONS)).max(CONFIGURATIONS.length),
  smsA2p: z.boolean(),
  /** The letter by which the company asked for the test. */
  requestLetter: documentReferenceSchema,
  /** Where it is held, and where the company answers its customers. */
  testAddress: long,
  careCentreAddress: long,
});

/** A "surat perintah tugas": who is sent to hold a test, when, where, and what is to be looked at. */
export const testOrderActSchema = commonSchema.extend({
  kind: z.literal("test-order"),
  heldFrom: localDate,
  /** The same as `heldFrom` for a test of one day. */
  heldTo: localDate,
  /** Local time `HH:MM`; null where only the day was agreed. */
  startsAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  team: z.array(teamMemberSchema).min(1).max(20),
  /** What is tested, area by area, as the catalogue names it. */
  areas: z.array(name).min(1).max(40),
  /** The order that this one replaces; null for the first of a test. */
  replaces: documentReferenceSchema.nullable(),
});

const OUTCOMES = ["pass", "fail", "not-applicable"] as const;

/** What was found of one item of the catalogue. */
const testedItemSchema = z.object({
  /** As the catalogue counts it, such as "3.2". */
  code: written(20),
  area: name,
  title: long,
  isMandatory: z.boolean(),
  /** The limit in words with its unit; "" where the item has none. */
  limit: printed(300),
  /** Whether the limit was read in a regulation, observed at an official source, or assumed. */
  standing: standingSchema,
  /** What was measured, with its unit; "" where nothing is measured. */
  measured: printed(300),
  /** Device, instrument and calibration of a measurement; "" where nothing is measured. */
  instrument: printed(300),
  verdict: z.enum(OUTCOMES),
  note,
});

/** What is looked at of a device. */
export const DEVICE_CHECKS = ["present", "serial", "certificate", "photo", "working"] as const;

/** What was found of one row of the device list. */
const testedDeviceSchema = z.object({
  /** Kind, make and model. */
  name: long,
  /** "" for what has none, such as a service in a cloud. */
  serial: printed(100),
  certificate: printed(200),
  location: printed(300),
  /** What was looked at, in order. */
  checks: z.array(z.object({ check: z.enum(DEVICE_CHECKS), outcome: z.enum(OUTCOMES) })).max(DEVICE_CHECKS.length),
  verdict: z.enum(OUTCOMES),
  note,
});

/** One who signed, would not, or did neither in time: on which account, when and how. */
const testSignatureSchema = z.object({
  side: z.enum(["ministry", "operator"]),
  name,
  /** What he is to his side, such as "Ketua tim uji" or "Direktur". */
  position: name,
  /** The address of the account; null for whoever did not act. */
  account: written(254).nullable(),
  /** Milliseconds since 1970. */
  atMs: z.int().nonnegative(),
  how: z.enum(["second-factor", "one-time-code", "demo"]).nullable(),
  outcome: z.enum(["signed", "refused", "silent"]),
  /** Why he refused, or what he wants remembered. */
  remark: note,
});

/** A "Berita Acara Evaluasi": what a test found, row by row, and who stands behind it. */
export const testReportActSchema = commonSchema.extend({
  kind: z.literal("test-report"),
  heldFrom: localDate,
  heldTo: localDate,
  /** Null where the operator tested himself and nobody was sent. */
  order: documentReferenceSchema.nullable(),
  /** By which media the calls come in, such as "SIP trunk (serat optik)". */
  transmission: printed(300),
  /** Version of the catalogue that was tested by. */
  catalogue: written(60),
  team: z.array(teamMemberSchema).min(1).max(20),
  items: z.array(testedItemSchema).min(1).max(TEST_ITEMS_MAX),
  devices: z.array(testedDeviceSchema).max(TEST_DEVICES_MAX),
  result: z.enum(["fit", "unfit"]),
  /** What stands against it, in words, where it is unfit. */
  findings: z.array(long).max(TEST_ITEMS_MAX),
  remarks: z.array(z.object({ side: z.enum(["ministry", "operator"]), name, text: long })).max(40),
  signatures: z.array(testSignatureSchema).min(1).max(24),
  /** SHA-256 of what both sides signed, as their screens named it; null in reports from before it was printed. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  /** The report of the test that this one repeats in part; null for a first test. */
  previous: documentReferenceSchema.nullable(),
});

/** A report that nobody need have signed yet. */
export const testReportPreviewSchema = testReportActSchema.extend({ signatures: z.array(testSignatureSchema).max(24) });

/** An SKLO: that a company's call centre is fit to operate, on which papers that rests, and its report as an annex. */
export const skloActSchema = commonSchema.extend({
  kind: z.literal("sklo"),
  /** Null where the operator tested himself and nobody was sent. */
  order: documentReferenceSchema.nullable(),
  report: documentReferenceSchema,
  /** The report as it was signed. */
  annex: testReportActSchema,
});

/** What a paper of an operational test does. */
export const testDocumentActSchema = z.discriminatedUnion("kind", [
  testOrderActSchema,
  testReportActSchema,
  skloActSchema,
]);

/** A "surat perintah tugas". */
export type TestOrderAct = Readonly<z.infer<typeof testOrderActSchema>>;

/** A "Berita Acara Evaluasi". */
export type TestReportAct = Readonly<z.infer<typeof testReportActSchema>>;

/** A statement of operational fitness (SKLO). */
export type SkloAct = Readonly<z.infer<typeof skloActSchema>>;

/** What a paper of an operational test does. */
export type TestDocumentAct = TestOrderAct | TestReportAct | SkloAct;

/** One of the kinds of paper of an operational test. */
export type TestDocumentKind = TestDocumentAct["kind"];

/** Whether a decree of this kind is a paper of an operational test. */
export function isTestDocumentKind(kind: string): kind is TestDocumentKind {
  return kind === "test-order" || kind === "test-report" || kind === "sklo";
}
