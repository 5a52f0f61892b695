import { z } from "zod";

const instant = z.iso.datetime();
const counts = z.object({ create: z.number(), change: z.number(), leave: z.number() });

/** Number of records of each kind that are created, changed and left. */
const planCountsSchema = z.object({ operator: counts, licence: counts, commitment: counts, code: counts });

const state = z.enum(["looked-at", "carried-out", "undone"]);
const spreadsheetKind = z.enum(["operators", "licences", "commitments", "codes"]);

/** A page of the list of imports. */
export const importsQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** Imports, newest first. */
export const importsSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      state,
      createdAt: instant,
      createdByName: z.string(),
      names: z.string(),
      counts: planCountsSchema,
      faultCount: z.number(),
    }),
  ),
});

/** One import with its files, its counts and its actors. */
export const importSchema = z.object({
  id: z.uuid(),
  state,
  version: z.number(),
  createdAt: instant,
  createdByName: z.string(),
  lookedAt: instant,
  carriedOutAt: instant.nullable(),
  carriedOutByName: z.string().nullable(),
  undoneAt: instant.nullable(),
  undoneByName: z.string().nullable(),
  undoneReason: z.string().nullable(),
  contentSha256: z.string(),
  counts: planCountsSchema,
  faultCount: z.number(),
  /** Maximum number of stored faults; further ones are only counted. */
  faultsKept: z.number(),
  files: z.array(
    z.object({
      place: z.number(),
      name: z.string(),
      sheet: spreadsheetKind.nullable(),
      rowCount: z.number(),
      bytes: z.number(),
    }),
  ),
  /** Number of occurrences by fault, most frequent first. */
  faultKinds: z.array(z.object({ code: z.string(), count: z.number(), rule: z.string() })),
});

/** A page of the faulty rows of an import, by sheet and by fault. */
export const faultsQuery = importsQuery.extend({
  sheet: spreadsheetKind.optional(),
  code: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
});

/** Faulty rows, in the order of the files. */
export const faultsSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.number(),
      file: z.string(),
      sheet: spreadsheetKind.nullable(),
      row: z.number(),
      column: z.string().nullable(),
      code: z.string(),
      found: z.string(),
      rule: z.string(),
      remedy: z.string(),
    }),
  ),
});

/** Repeats the preview, or executes the import. */
export const importStepSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** Undoes an import. */
export const undoImportSchema = importStepSchema.extend({ reason: z.string().max(500) });
