/** What is tested, what was found, and the report that is drawn from it, as they go over the wire. */
import { z } from "zod";
import { evidenceDocument } from "../../../bridge/index.ts";
import type { Standing } from "../../../regulation/index.ts";
import { DEVICE_CHECKS, OUTCOMES, TEST_AREAS, TEST_METHODS } from "../test-words.shared.ts";

const instant = z.iso.datetime();
const day = z.iso.date();
const note = z.string().max(2_000);
const standing = z.enum(["confirmed", "observed", "assumed"] satisfies readonly Standing[]);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const both = z.object({ id: z.string(), en: z.string() });

/** The limit of what is measured, in the unit of its item. */
const limitSchema = z.object({
  comparison: z.enum(["at-least", "at-most"]),
  value: z.number(),
  /** The rule that gives it; null where the catalogue or the company's commitment does. */
  rule: z.string().nullable(),
  standing,
});

/** One item of a test, generated from the catalogue or from a row of the device list. */
export const testItemSchema = z.object({
  /** Of the catalogue, e.g. "network-trunk-up", or "device:{row id}". */
  key: z.string(),
  area: z.enum(TEST_AREAS),
  /** Looked at, measured with an instrument, or a device with its checks. */
  kind: z.enum(["observed", "measured", "device"]),
  name: both,
  method: both,
  expected: both,
  unit: z.string().nullable(),
  limit: limitSchema.nullable(),
  evidence: z.array(z.enum(["photo", "recording", "log", "document", "screen"])),
  mandatory: z.boolean(),
  /** Whether this was read in a source, or is a default that waits for one. */
  standing,
  clause: z.string(),
  dependsOn: z.array(z.string()),
  /** Only of a device. */
  device: z
    .object({
      rowId: z.string(),
      kind: z.string(),
      maker: z.string(),
      type: z.string(),
      serial: z.string(),
      certificateNumber: z.string(),
      isVirtual: z.boolean(),
      site: z.string(),
      checks: z.array(z.enum(DEVICE_CHECKS)),
    })
    .nullable(),
  /** Of a re-test: whether it failed before, or rests on one that did. */
  because: z.enum(["failed", "depends"]).nullable(),
});

/** One item of a test. */
export type TestItem = z.infer<typeof testItemSchema>;

/** What was measured: the value in the item's unit, on which device, with what. */
const measurementSchema = z.strictObject({
  value: z.number().min(-1e12).max(1e12),
  /** Row of the device list that it was measured on. */
  deviceRowId: z.string().min(1).max(100),
  instrument: z.string().trim().min(1).max(200),
  /** Number and last day of the calibration. */
  calibration: z.string().trim().min(1).max(200),
  calibratedUntil: day,
});

/** What somebody found about one item. */
export const answerValueSchema = z.strictObject({
  /** Of an observed item, and of one that does not apply; what is measured, or checked of a device, speaks for itself. */
  outcome: z.enum(OUTCOMES).nullable(),
  measurement: measurementSchema.nullable(),
  /** Checks of a device; empty for any other item. */
  checks: z.partialRecord(z.enum(DEVICE_CHECKS), z.enum(OUTCOMES)),
  /** The serial number as read on the device. */
  serial: z.string().max(100).nullable(),
  note,
  evidence: z.array(z.uuid()).max(20),
  /** Why a limit that is only assumed is held against the company all the same; null while it is not. */
  confirmedBecause: z.string().max(2_000).nullable(),
});

/** What somebody found about one item. */
export type AnswerValue = z.infer<typeof answerValueSchema>;

/** A photograph or scan that was kept; answers name it in `evidence`. */
export const testPhotoSchema = z.object({ id: z.uuid(), name: z.string(), bytes: z.number(), type: z.string() });

/** One answer as it is sent: with an id made where it was written, and those it takes the place of. */
const answerRequest = z.strictObject({
  id: z.uuid(),
  item: z.string().min(1).max(100),
  /** Answers of the same item that were seen when this one was written. */
  replaces: z.array(z.uuid()).max(20),
  answeredAt: instant,
  value: answerValueSchema,
});

/** Answers written without a connection, perhaps sent before: what is known already is left as it is. */
export const answersRequest = z.strictObject({ answers: z.array(answerRequest).min(1).max(200) });

/** What became of each; `stored` also for what had been stored before. */
export const answersResultSchema = z.object({
  results: z.array(z.object({ id: z.uuid(), result: z.enum(["stored", "refused"]), code: z.string().nullable() })),
});

const answerSchema = z.object({
  id: z.uuid(),
  item: z.string(),
  replaces: z.array(z.uuid()),
  value: answerValueSchema,
  /** "open" while a measurement or a check is missing. */
  outcome: z.enum([...OUTCOMES, "open"]),
  by: z.object({ id: z.uuid(), name: z.string() }),
  answeredAt: instant,
  receivedAt: instant,
  /** Nothing has taken its place. */
  counts: z.boolean(),
  /** Taken from signed evidence. */
  importId: z.uuid().nullable(),
});

/**
 * All that was found. `standing` says how each item stands: two people who did not see each other's answer are a conflict,
 * in which the stricter answer counts until somebody writes one that replaces both.
 */
export const testAnswersSchema = z.object({
  answers: z.array(answerSchema),
  standing: z.array(
    z.object({
      item: z.string(),
      outcome: z.enum([...OUTCOMES, "open"]),
      conflict: z.boolean(),
      /** Failed by an assumed limit only, and nobody has confirmed it yet. */
      toConfirm: z.boolean(),
    }),
  ),
  /** Digest of everything that counts; the command `draw-report` names it. */
  digest,
});

/** The Berita Acara as data: what both sides sign the digest of. */
export const testReportSchema = z.object({
  number: z.string(),
  attempt: z.number(),
  method: z.enum(TEST_METHODS),
  organisation: z.object({ name: z.string(), nib: z.string().nullable(), address: z.string() }),
  place: z.string(),
  serviceCentre: z.string(),
  transmission: z.string(),
  testedOn: day,
  beganAt: instant.nullable(),
  endedAt: instant.nullable(),
  team: z.array(z.object({ name: z.string(), isLead: z.boolean() })),
  catalogueVersion: z.string(),
  deviceDigest: digest,
  verdict: z.enum(["fit", "unfit"]),
  note,
  items: z.array(
    z.object({
      key: z.string(),
      name: both,
      outcome: z.enum(OUTCOMES),
      mandatory: z.boolean(),
      standing,
      measured: z.object({ value: z.number(), unit: z.string().nullable(), instrument: z.string() }).nullable(),
      note,
    }),
  ),
  /** Items that nobody had to answer and nobody did. */
  untested: z.array(z.object({ key: z.string(), name: both })),
  findings: z.array(z.object({ key: z.string(), name: both, note, confirmedBecause: z.string().nullable() })),
});

/** The Berita Acara as data. */
export type TestReport = z.infer<typeof testReportSchema>;

/** What is tested, as data: of one version, with the configurations each item is for. */
export const testCatalogueSchema = z.object({
  version: z.string(),
  items: z.array(
    testItemSchema
      .omit({ device: true, because: true })
      .extend({ when: z.object({ any: z.array(z.string()), all: z.array(z.string()), none: z.array(z.string()) }) }),
  ),
  deviceChecks: z.array(z.enum(DEVICE_CHECKS)),
});

/** Takes in signed evidence. */
export const evidenceRequest = z.strictObject({ document: evidenceDocument });

/** What was taken in: one answer for each parameter. */
export const evidenceSchema = z.object({
  id: z.uuid(),
  instrument: z.string(),
  signedBy: z.string(),
  answers: z.array(z.object({ id: z.uuid(), item: z.string(), outcome: z.enum(OUTCOMES) })),
});

/** Why something of evidence is refused, in the reader's language. */
const refusalSchema = z.object({ code: z.string(), message: z.string() });

/** What evidence would do if it were taken in, and everything that keeps it from being. */
export const evidencePreviewSchema = z.object({
  instrument: z.string(),
  /** The registered instrument whose key signed it; null for a key that nobody registered, or that was revoked. */
  signedBy: z.string().nullable(),
  calibratedUntil: day,
  /** What is wrong with the whole document. */
  refusals: z.array(refusalSchema),
  parameters: z.array(
    z.object({
      item: z.string(),
      /** Null for an item that this test has not. */
      name: both.nullable(),
      deviceRowId: z.string(),
      value: z.number(),
      unit: z.string(),
      limit: limitSchema.nullable(),
      /** What the value comes to by the limit of the item; null where it is refused. */
      outcome: z.enum(OUTCOMES).nullable(),
      /** What stands there now and would be replaced. */
      standing: z.enum([...OUTCOMES, "open"]),
      refusals: z.array(refusalSchema),
    }),
  ),
});

/** Instruments whose signatures are believed: Ed25519 public keys. */
export const instrumentsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      publicKey: z.string(),
      serial: z.string().nullable(),
      calibrationNumber: z.string().nullable(),
      /** The last day of the calibration that the ministry has seen; null for an instrument from before it was asked. */
      calibratedUntil: day.nullable(),
      calibration: z.enum(["valid", "ends-soon", "over", "unknown"]),
      addedBy: z.string(),
      addedAt: instant,
      revokedAt: instant.nullable(),
    }),
  ),
});

/** A calibration that the ministry has seen: its number and its last day. */
export const calibrationSchema = z.strictObject({ number: z.string().trim().min(1).max(200), validUntil: day });

/** A new instrument; `publicKey` is the raw 32 bytes in base64. */
export const newInstrument = z.strictObject({
  name: z.string().trim().min(1).max(100),
  publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  serial: z.string().trim().min(1).max(100).nullable().default(null),
  calibration: calibrationSchema.nullable().default(null),
});
