/** Signed measurements of an instrument: the interface of Probe and other instruments to the licensing half. */
import { z } from "zod";
import { canonicalJson, type Json } from "../kernel/index.ts";

const instant = z.iso.datetime();
const day = z.iso.date();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** The measurements of an instrument, typed and with units; the format is documented in docs/test-evidence.md. */
export const evidenceDocument = z.strictObject({
  format: z.literal("sambung-test-evidence"),
  formatVersion: z.literal(1),
  /** Number of the test, e.g. "ULO-2026112500001". */
  test: z.string().min(1).max(40),
  deviceListSha256: digest,
  catalogueVersion: z.string().min(1).max(20),
  instrument: z.strictObject({ name: z.string().min(1).max(200), serial: z.string().min(1).max(100) }),
  calibration: z.strictObject({ number: z.string().min(1).max(200), validUntil: day }),
  startedAt: instant,
  endedAt: instant,
  parameters: z
    .array(
      z.strictObject({
        item: z.string().min(1).max(100),
        deviceRowId: z.string().min(1).max(100),
        value: z.number().min(-1e12).max(1e12),
        unit: z.string().min(1).max(20),
      }),
    )
    .min(1)
    .max(500),
  signature: z.strictObject({
    algorithm: z.literal("Ed25519"),
    /** Raw public key, base64. */
    publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
    /** Over the UTF-8 bytes of the canonical JSON (RFC 8785) of the document without its `signature`; base64. */
    value: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  }),
});

/** Signed evidence of an instrument. */
export type EvidenceDocument = z.infer<typeof evidenceDocument>;

/** The signed text: the canonical JSON (RFC 8785) of the document without its signature. */
export function evidenceText({ signature: _signature, ...said }: EvidenceDocument): string {
  return canonicalJson(said as Json);
}
