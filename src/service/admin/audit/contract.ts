import { z } from "zod";

/** By what the entries are narrowed down; dates are local days of the call centre, the last one included. */
const filterFields = {
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** A person, or `system` for what nobody asked for. */
  actor: z.union([z.uuid(), z.literal("system")]).optional(),
  action: z.string().trim().min(1).max(80).optional(),
  kind: z.string().trim().min(1).max(40).optional(),
  subject: z.string().trim().min(1).max(80).optional(),
};

/** A piece of the list of entries, after the place that the piece before it ended at. */
export const centreAuditQuery = z.strictObject({
  ...filterFields,
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The list of entries as a file. */
export const centreAuditExportQuery = z.strictObject({
  ...filterFields,
  format: z.enum(["csv", "xlsx"]),
  // A link in a page brings the browser's languages, not the one the page is read in.
  language: z.enum(["id", "en"]).optional(),
});

/** What entries are asked for. */
export type AuditEntryQuery = Pick<z.infer<typeof centreAuditExportQuery>, keyof typeof filterFields>;

/** Entries of a call centre, newest first; `nextCursor` is null at the end. Times are shown in `timeZone`. */
export const centreAuditSchema = z.object({
  timeZone: z.string(),
  nextCursor: z.string().nullable(),
  items: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      /** Null for what nobody asked for. */
      actor: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
      role: z.string().nullable(),
      action: z.string(),
      subjectKind: z.string(),
      subjectId: z.string(),
      /** What it is called now; null where it has no name of its own. */
      subjectName: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
      /** Whether it is in the chain already, so that nobody changes it unseen. */
      isSealed: z.boolean(),
    }),
  ),
});

/** By what entries can be narrowed down: who acted so far, and what was done to what. */
export const centreAuditChoicesSchema = z.object({
  actors: z.array(z.object({ id: z.uuid(), name: z.string() })),
  actions: z.array(z.string()),
  kinds: z.array(z.string()),
});
