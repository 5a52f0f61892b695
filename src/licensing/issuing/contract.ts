import { z } from "zod";
import { DECREE_KINDS } from "./mandates/mandate.ts";

/** Search over decrees. */
export const decreesQuery = z.strictObject({
  search: z.string().max(100).default(""),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of decrees with their states. */
export const decreesSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      kind: z.enum(DECREE_KINDS),
      /** Null for a decree that is not about an access code. */
      code: z.string().nullable(),
      organisationName: z.string(),
      state: z.enum(["decided", "rendered", "signed", "published"]),
      attempts: z.number(),
      lastError: z.string().nullable(),
      decidedAt: z.iso.datetime(),
      publishedAt: z.iso.datetime().nullable(),
    }),
  ),
});
