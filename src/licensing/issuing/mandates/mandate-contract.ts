import { z } from "zod";
import { decreeOfficeSchema } from "../decrees/decree-facts.ts";
import { DECREE_KINDS, SIGNING_ROLES } from "./mandate.ts";

const day = z.iso.date();

/** A new mandate, for one or several kinds of decree. */
export const mandateFormSchema = z.strictObject({
  decreeKinds: z.array(z.enum(DECREE_KINDS)).min(1).max(DECREE_KINDS.length),
  signerPersonId: z.uuid().nullable(),
  office: decreeOfficeSchema,
  legalBasis: z.array(z.string().trim().min(1).max(300)).min(1).max(20),
  demonstration: z.boolean(),
  validFrom: day,
  validTo: day.nullable(),
});

/** Ends a mandate. */
export const mandateEndSchema = z.strictObject({ lastDay: day, reason: z.string().trim().min(1).max(500) });

/** A page of mandates. */
export const mandatesQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** Mandates with their present states, the kinds without a mandate today, and the eligible signers. */
export const mandatesSchema = z.object({
  total: z.number(),
  today: day,
  kindsWithoutMandate: z.array(z.enum(DECREE_KINDS)),
  /** `roles` determine the kinds: a coordinator signs commitments only. */
  signers: z.array(z.object({ id: z.uuid(), name: z.string(), roles: z.array(z.enum(SIGNING_ROLES)) })),
  items: z.array(
    z.object({
      id: z.uuid(),
      decreeKind: z.enum(DECREE_KINDS),
      standing: z.enum(["to-come", "in-force", "over", "cancelled"]),
      signerPersonName: z.string().nullable(),
      office: decreeOfficeSchema,
      legalBasis: z.array(z.string()),
      demonstration: z.boolean(),
      validFrom: day,
      validTo: day.nullable(),
      /** Number of decrees decided under it. */
      decrees: z.number(),
      addedByName: z.string().nullable(),
      addedAt: z.iso.datetime(),
      endedByName: z.string().nullable(),
      endedAt: z.iso.datetime().nullable(),
      endReason: z.string().nullable(),
    }),
  ),
});
