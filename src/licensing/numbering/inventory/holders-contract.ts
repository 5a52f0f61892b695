import { z } from "zod";

const instant = z.iso.datetime();
const page = z.coerce.number().int().min(1).max(100_000).default(1);
const pageSize = z.coerce.number().int().min(1).max(200).default(50);

/** Search over companies that hold codes. */
export const holdersQuery = z.strictObject({
  search: z.string().max(100).default(""),
  only: z.enum(["unreported", "nib"]).optional(),
  sort: z
    .enum(["codes", "-codes", "unreported", "-unreported", "oldest", "-oldest", "holds", "-holds"])
    .default("-codes"),
  page,
  pageSize,
});

/** A page of companies that hold codes. */
export const holdersSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      nib: z.string().nullable(),
      nibStatus: z.string().nullable(),
      /** True if the status of the NIB is a ground for a revocation. */
      isNibGround: z.boolean(),
      codes: z.number(),
      unreported: z.number(),
      unreportedSince: instant.nullable(),
      holds: z.number(),
      openRevocations: z.number(),
    }),
  ),
});

/** Search over held codes. */
export const heldCodesQuery = z.strictObject({
  search: z.string().max(100).default(""),
  organisationId: z.uuid().optional(),
  ground: z.enum(["unused", "nib"]).optional(),
  page,
  pageSize,
});

/** A page of held codes; `ground` suggests a revocation to an officer. */
export const heldCodesSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      code: z.string(),
      display: z.string(),
      organisationId: z.uuid(),
      holder: z.string(),
      since: instant,
      reportedStatus: z.string().nullable(),
      reportedAt: instant.nullable(),
      ground: z.enum(["unused", "nib"]).nullable(),
      /** The date of the NIB status at OSS, if the NIB is the ground. */
      groundSince: instant.nullable(),
      openCase: z.object({ id: z.uuid(), kind: z.string() }).nullable(),
    }),
  ),
});

/** Export of the list of holders. */
export const holdersExportQuery = holdersQuery
  .omit({ page: true, pageSize: true })
  .extend({ language: z.enum(["id", "en"]).optional() });

/** Export of the list of held codes. */
export const heldCodesExportQuery = heldCodesQuery
  .omit({ page: true, pageSize: true })
  .extend({ language: z.enum(["id", "en"]).optional() });
