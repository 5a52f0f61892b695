/** Schemas of test items, answers, and the report built from them. */
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

/** The limit of a measurement, in the unit of its item. */
const limitSchema = z.object({
  comparison: z.enum(["at-least", "at-most"]),
  value: z.number(),
  /** The rule that defines it; null if the catalogue or the company's commitment does. */
  rule: z.string().nullable(),
  standing,
});

/** An item of a test, generated from the catalogue or from a row of the device list. */
export const testItemSchema = z.object({
  /** Key in the catalogue, e.g. "network-trunk-up", or "device:{row id}". */
  key: z.string(),
  area: z.enum(TEST_AREAS),
  /** Observed, measured with an instrument, or a device with its checks. */
  kind: z.enum(["observed", "measured", "device"]),
  name: both,
  method: both,
  expected: both,
  unit: z.string().nullable(),
  limit: limitSchema.nullable(),
  evidence: z.array(z.enum(["photo", "recording", "log", "document", "screen"])),
  mandatory: z.boolean(),
  /** Whether the item was confirmed in a source, or is an assumed default. */
  standing,
  clause: z.string(),
  dependsOn: z.array(z.string()),
  /** Null except for a device. */
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
  /** For a re-test: whether it failed before, or depends on an item that did. */
  because: z.enum(["failed", "depends"]).nullable(),
});

/** An item of a test. */
export type TestItem = z.infer<typeof testItemSchema>;

/** A measurement: the value in the item's unit, the device and the instrument. */
const measurementSchema = z.strictObject({
  value: z.number().min(-1e12).max(1e12),
  /** Row of the device list on which it was measured. */
  deviceRowId: z.string().min(1).max(100),
  instrument: z.string().trim().min(1).max(200),
  /** Number and last day of the calibration. */
  calibration: z.string().trim().min(1).max(200),
  calibratedUntil: day,
});

/** The answer to one item. */
export const answerValueSchema = z.strictObject({
  /** For an observed item, and for one that does not apply; other outcomes are computed from measurement or checks. */
  outcome: z.enum(OUTCOMES).nullable(),
  measurement: measurementSchema.nullable(),
  /** Checks of a device; empty for any other item. */
  checks: z.partialRecord(z.enum(DEVICE_CHECKS), z.enum(OUTCOMES)),
  /** The serial number read from the device. */
  serial: z.string().max(100).nullable(),
  note,
  evidence: z.array(z.uuid()).max(20),
  /** Why a failure by an assumed limit is confirmed; null if it is not. */
  confirmedBecause: z.string().max(2_000).nullable(),
});

/** The answer to one item. */
export type AnswerValue = z.infer<typeof answerValueSchema>;

/** A stored photograph or scan; answers reference it in `evidence`. */
export const testPhotoSchema = z.object({ id: z.uuid(), name: z.string(), bytes: z.number(), type: z.string() });

/** An answer to submit: with an id created on the device, and the ids of the answers it replaces. */
const answerRequest = z.strictObject({
  id: z.uuid(),
  item: z.string().min(1).max(100),
  /** The present answers to the same item when this one was written. */
  replaces: z.array(z.uuid()).max(20),
  answeredAt: instant,
  value: answerValueSchema,
});

/** Answers written offline, possibly sent before: known ones are not changed. */
export const answersRequest = z.strictObject({ answers: z.array(answerRequest).min(1).max(200) });

/** The result for each answer; `stored` also for answers that were stored before. */
export const answersResultSchema = z.object({
  results: z.array(z.object({ id: z.uuid(), result: z.enum(["stored", "refused"]), code: z.string().nullable() })),
});

const answerSchema = z.object({
  id: z.uuid(),
  item: z.string(),
  replaces: z.array(z.uuid()),
  value: answerValueSchema,
  /** "open" if a measurement or a check is missing. */
  outcome: z.enum([...OUTCOMES, "open"]),
  by: z.object({ id: z.uuid(), name: z.string() }),
  answeredAt: instant,
  receivedAt: instant,
  /** The answer is not replaced. */
  counts: z.boolean(),
  /** The evidence import that created it. */
  importId: z.uuid().nullable(),
});

/**
 * All answers. `standing` is the state of each item: answers written concurrently are a conflict, in which the stricter
 * one counts until an answer replaces both.
 */
export const testAnswersSchema = z.object({
  answers: z.array(answerSchema),
  standing: z.array(
    z.object({
      item: z.string(),
      outcome: z.enum([...OUTCOMES, "open"]),
      conflict: z.boolean(),
      /** Failed by an assumed limit only, and not yet confirmed. */
      toConfirm: z.boolean(),
    }),
  ),
  /** Digest of the answers that count; the command `draw-report` names it. */
  digest,
});

/** The Berita Acara as data: both sides sign its digest. */
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
  /** Optional items without an answer. */
  untested: z.array(z.object({ key: z.string(), name: both })),
  findings: z.array(z.object({ key: z.string(), name: both, note, confirmedBecause: z.string().nullable() })),
});

/** The Berita Acara as data. */
export type TestReport = z.infer<typeof testReportSchema>;

/** The test catalogue as data: its version, and the configurations of each item. */
export const testCatalogueSchema = z.object({
  version: z.string(),
  items: z.array(
    testItemSchema
      .omit({ device: true, because: true })
      .extend({ when: z.object({ any: z.array(z.string()), all: z.array(z.string()), none: z.array(z.string()) }) }),
  ),
  deviceChecks: z.array(z.enum(DEVICE_CHECKS)),
});

/** Imports signed evidence. */
export const evidenceRequest = z.strictObject({ document: evidenceDocument });

/** The imported evidence: one answer per parameter. */
export const evidenceSchema = z.object({
  id: z.uuid(),
  instrument: z.string(),
  signedBy: z.string(),
  answers: z.array(z.object({ id: z.uuid(), item: z.string(), outcome: z.enum(OUTCOMES) })),
});

/** Why evidence is refused, in the reader's language. */
const refusalSchema = z.object({ code: z.string(), message: z.string() });

/** The effect of an import of evidence, and all reasons for refusing it. */
export const evidencePreviewSchema = z.object({
  instrument: z.string(),
  /** The registered instrument of the signing key; null for an unknown or revoked key. */
  signedBy: z.string().nullable(),
  calibratedUntil: day,
  /** Refusals of the whole document. */
  refusals: z.array(refusalSchema),
  parameters: z.array(
    z.object({
      item: z.string(),
      /** Null for an item that is not part of this test. */
      name: both.nullable(),
      deviceRowId: z.string(),
      value: z.number(),
      unit: z.string(),
      limit: limitSchema.nullable(),
      /** The outcome of the value by the limit of the item; null if it is refused. */
      outcome: z.enum(OUTCOMES).nullable(),
      /** The present outcome, which would be replaced. */
      standing: z.enum([...OUTCOMES, "open"]),
      refusals: z.array(refusalSchema),
    }),
  ),
});

/** Trusted instruments: Ed25519 public keys. */
export const instrumentsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      publicKey: z.string(),
      serial: z.string().nullable(),
      calibrationNumber: z.string().nullable(),
      /** The last day of the calibration that the ministry verified; null for instruments registered before it was required. */
      calibratedUntil: day.nullable(),
      calibration: z.enum(["valid", "ends-soon", "over", "unknown"]),
      addedBy: z.string(),
      addedAt: instant,
      revokedAt: instant.nullable(),
    }),
  ),
});

/** A calibration verified by the ministry: its number and its last day. */
export const calibrationSchema = z.strictObject({ number: z.string().trim().min(1).max(200), validUntil: day });

/** A new instrument; `publicKey` is the raw 32 bytes in base64. */
export const newInstrument = z.strictObject({
  name: z.string().trim().min(1).max(100),
  publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  serial: z.string().trim().min(1).max(100).nullable().default(null),
  calibration: calibrationSchema.nullable().default(null),
});
