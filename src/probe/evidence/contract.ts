import { z } from "zod";
import { evidenceDocument } from "../../bridge/index.ts";
import { standingSchema } from "../../regulation/index.ts";
import { FIGURES } from "../measure/index.ts";

const ms = z.number().min(0).max(1e7);
const text = z.string().max(200);
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const CALLS_MAX = 300;

/**
 * Packets of one leg, each column as little-endian numbers in base64: sequence (16 bits), timestamp (32), microseconds of
 * arrival (32), index of the source (8), detected content (16: 0 silence, 1 other audio, 2 + number of a tone pair).
 */
const packedStream = z.strictObject({
  packets: z.int().min(0).max(200_000),
  sequence: base64,
  timestamp: base64,
  arrivalUs: base64,
  source: base64,
  heard: base64,
});

const scenarioSchema = z.strictObject({
  host: text,
  port: z.int().min(1).max(65_535),
  transport: z.enum(["udp", "tcp"]),
  code: text,
  lines: z.int().min(1).max(CALLS_MAX),
  holdMs: ms,
  rampMs: ms,
  settleMs: ms,
  callerBase: text,
  callers: z.int().min(1).max(CALLS_MAX),
  menu: z.array(z.strictObject({ keys: text, toneHz: z.number().nullable() })).max(40),
  answers: z.boolean(),
});

const rawSchema = z.strictObject({
  scenario: scenarioSchema,
  startedAtMs: z.number(),
  endedAtMs: z.number(),
  calls: z
    .array(
      z.strictObject({
        nth: z.int(),
        callerNumber: text,
        sipCallId: text,
        invitedMs: ms,
        ringingMs: ms.nullable(),
        answeredMs: ms.nullable(),
        endedMs: ms.nullable(),
        endedBy: z.enum(["probe", "centre"]).nullable(),
        reason: text.nullable(),
        stream: packedStream,
      }),
    )
    .max(CALLS_MAX),
  answers: z
    .array(
      z.strictObject({
        nth: z.int(),
        callerShown: text,
        answeredMs: ms,
        endedMs: ms.nullable(),
        stream: packedStream,
      }),
    )
    .max(400),
  menu: z
    .array(
      z.strictObject({
        keys: text,
        toneHz: z.number().nullable(),
        status: z.enum(["walked", "not-answered", "ended-early"]),
        pressedAt: z.int(),
        levels: z.array(z.number()).max(6_000),
        toneShares: z.array(z.number()).max(6_000),
      }),
    )
    .max(40),
  records: z
    .array(
      z.strictObject({
        caller: text,
        called: text,
        beganAtMs: z.number(),
        answeredAtMs: z.number().nullable(),
        endedAtMs: z.number().nullable(),
        talkMs: z.number().nullable(),
      }),
    )
    .max(100_000)
    .nullable(),
  floor: packedStream,
});

const judgedSchema = z.strictObject({
  key: z.enum(FIGURES),
  value: z.number().nullable(),
  unit: text,
  samples: z.number(),
  why: text.nullable(),
  isItem: z.boolean(),
  limit: z.strictObject({
    comparison: z.enum(["at-least", "at-most"]),
    value: z.number(),
    standing: standingSchema,
    source: z.string().max(300),
  }),
  verdict: z.enum(["pass", "fail", "not-measured", "below-floor"]),
  isBelowFloor: z.boolean(),
});

/**
 * The published result of a probe run: the signed evidence as Licensing imports it, every metric, and all
 * samples from which each can be recomputed independently. Signed as a whole by the key of the instrument.
 */
export const probeRecord = z.strictObject({
  format: z.literal("sambung-probe-record"),
  formatVersion: z.literal(1),
  /** Null when the run was not for a test. */
  evidence: evidenceDocument.nullable(),
  catalogueVersion: text,
  rulesVersion: text,
  /** The local date of the applied rules. */
  rulesDate: z.iso.date(),
  instrument: z.strictObject({ name: text, serial: text }),
  calibration: z.strictObject({ number: text, validUntil: z.iso.date() }),
  proof: z.enum(["both-ways", "echo", "none"]),
  floorJitterP99Ms: z.number(),
  figures: z.array(judgedSchema).max(FIGURES.length),
  raw: rawSchema,
  signature: evidenceDocument.shape.signature,
});

/** The record of a run. */
export type ProbeRecord = z.infer<typeof probeRecord>;

/** Packets of one leg in their stored form. */
export type PackedStream = z.infer<typeof packedStream>;

/** The key of an instrument and its certificate data; stored by its owner. */
export const instrumentFile = z.strictObject({
  name: text.min(1),
  serial: z.string().min(1).max(100),
  calibration: z.strictObject({ number: text.min(1), validUntil: z.iso.date() }),
  /** Raw Ed25519 keys of 32 bytes, base64. */
  publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  privateKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
});

/** An instrument with its key. */
export type Instrument = z.infer<typeof instrumentFile>;

/** The test of the evidence, as shown on its screen. */
export interface TestNamed {
  readonly number: string;
  readonly deviceListSha256: string;
  readonly deviceRowId: string;
  /** Items in the evidence; null for all measured ones. */
  readonly items: readonly string[] | null;
}
