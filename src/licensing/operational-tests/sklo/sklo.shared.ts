/** Schemas of the SKLO before it is signed. */
import { z } from "zod";
import { SKLO_STAGES, TEST_METHODS } from "../test-words.shared.ts";

const day = z.iso.date();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** The content of an SKLO. Endorsement, proposal and signature name its digest. */
export const skloFactsSchema = z.object({
  testNumber: z.string(),
  licenceNumber: z.string(),
  organisation: z.object({ id: z.uuid(), name: z.string(), nib: z.string(), address: z.string() }),
  kbli: z.string(),
  service: z.string(),
  configurations: z.array(z.string()),
  smsA2p: z.boolean(),
  codes: z.array(z.string()),
  method: z.enum(TEST_METHODS),
  place: z.string(),
  serviceCentre: z.string(),
  transmission: z.string(),
  requestedOn: day,
  testedOn: day.nullable(),
  reportDigest: digest.nullable(),
  closedOn: day.nullable(),
});

/** The content of an SKLO. */
export type SkloFacts = z.infer<typeof skloFactsSchema>;

/** The present content of the SKLO, and the changes since its last step. */
export const skloSchema = z.object({
  stage: z.enum(SKLO_STAGES),
  facts: skloFactsSchema,
  digest,
  /** Fields that changed since it was last prepared, endorsed or proposed; empty if none did. */
  changed: z.array(z.object({ field: z.string(), before: z.unknown(), now: z.unknown() })),
});

/** Signs several SKLOs, each by its displayed digest. `code` is the signer's second factor, empty in a demonstration. */
export const skloBatchRequest = z.strictObject({
  items: z
    .array(z.strictObject({ id: z.uuid(), factsDigest: digest }))
    .min(1)
    .max(50),
  code: z.string().max(20),
});

/** The result for each; a refused one does not block the others. */
export const skloBatchSchema = z.object({
  results: z.array(z.object({ id: z.uuid(), result: z.enum(["signed", "refused"]), code: z.string().nullable() })),
});
