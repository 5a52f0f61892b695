import { z } from "zod";

/** Search over decrees. */
export const decreesQuery = z.strictObject({
  search: z.string().max(100).default(""),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of decrees with how far each has come. */
export const decreesWire = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      code: z.string(),
      organisationName: z.string(),
      state: z.enum(["decided", "rendered", "signed", "published"]),
      attempts: z.number(),
      lastError: z.string().nullable(),
      decidedAt: z.iso.datetime(),
      publishedAt: z.iso.datetime().nullable(),
    }),
  ),
});
