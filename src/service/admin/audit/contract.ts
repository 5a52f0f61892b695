import { z } from "zod";

/** The filter of entries; dates are local days of the call centre, the last one included. */
const filterFields = {
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** A person, or `system` for operations without a person. */
  actor: z.union([z.uuid(), z.literal("system")]).optional(),
  action: z.string().trim().min(1).max(80).optional(),
  kind: z.string().trim().min(1).max(40).optional(),
  subject: z.string().trim().min(1).max(80).optional(),
};

/** A page of the list of entries, after the cursor of the previous page. */
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
  // A link in a page sends the languages of the browser, not the language of the page.
  language: z.enum(["id", "en"]).optional(),
});

/** The query of entries. */
export type AuditEntryQuery = Pick<z.infer<typeof centreAuditExportQuery>, keyof typeof filterFields>;

/** Entries of a call centre, newest first; `nextCursor` is null at the end. Times are shown in `timeZone`. */
export const centreAuditSchema = z.object({
  timeZone: z.string(),
  nextCursor: z.string().nullable(),
  items: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      /** Null for an operation without a person. */
      actor: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
      role: z.string().nullable(),
      action: z.string(),
      subjectKind: z.string(),
      subjectId: z.string(),
      /** The current name of the subject; null without one. */
      subjectName: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
      /** Whether the hash chain contains it already, so that a change of it can be detected. */
      isSealed: z.boolean(),
    }),
  ),
});

/** The filter choices: the actors so far, the actions and the kinds of subjects. */
export const centreAuditChoicesSchema = z.object({
  actors: z.array(z.object({ id: z.uuid(), name: z.string() })),
  actions: z.array(z.string()),
  kinds: z.array(z.string()),
});
