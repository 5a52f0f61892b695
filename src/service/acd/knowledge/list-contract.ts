import { z } from "zod";
import { LIST_KINDS, LIST_LIMITS } from "./list-columns.shared.ts";

const day = z.iso.date();
const number = z.coerce.number().int().min(1).max(LIST_LIMITS.versions);

/** The form of a new list of places or prices. */
export const listFormSchema = z.strictObject({
  kind: z.enum(LIST_KINDS),
  name: z.string().trim().min(1).max(LIST_LIMITS.name),
});

/** A new list, see `listFormSchema`. */
export type ListForm = z.infer<typeof listFormSchema>;

/** The state of a list on a day. */
const LIST_STATES = ["empty", "upcoming", "in-force"] as const;

const listRow = z.object({
  id: z.uuid(),
  kind: z.enum(LIST_KINDS),
  name: z.string(),
  state: z.enum(LIST_STATES),
  newest: z.number(),
  /** The version in force, and the number of its entries; null without one. */
  inForce: z.object({ number: z.number(), from: day, entries: z.number() }).nullable(),
});

/** The lists of a call centre, by kind and name; the limit keeps them on one page. */
export const listsSchema = z.object({ today: day, items: z.array(listRow) });

/** One list with its versions, newest first. */
export const listSchema = listRow.extend({
  today: day,
  versions: z.array(
    z.object({
      number: z.number(),
      inForceFrom: day,
      note: z.string(),
      fileName: z.string(),
      entries: z.number(),
      importedAt: z.iso.datetime(),
      importedBy: z.string(),
    }),
  ),
});

/** The list and the number of the version. */
export const listVersionParams = z.object({ id: z.uuid(), number });

/** The search for entries. */
export const entriesQuery = z.strictObject({
  search: z.string().max(120).optional(),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
});

/** A line of a list. */
const entrySchema = z.object({
  line: z.number(),
  code: z.string(),
  keys: z.string().nullable(),
  postcode: z.string().nullable(),
  name: z.string(),
  priceRupiah: z.number().nullable(),
  validFrom: day.nullable(),
  validUntil: day.nullable(),
  fields: z.record(z.string(), z.string()),
});

/** A page of the entries of a version, in the order of its file. */
export const entriesSchema = z.object({ total: z.number(), hasMore: z.boolean(), items: z.array(entrySchema) });

const format = z.enum(["csv", "xlsx"]).default("xlsx");
const language = z.enum(["id", "en"]).optional();

/** The format and language of an export. */
export const listFileQuery = z.strictObject({ format, language });

/** The kind, format and language of a template. */
export const listTemplateQuery = listFileQuery.extend({ kind: z.enum(LIST_KINDS) });

/** A preview of an import; nothing is saved. */
export const listPreviewSchema = z.object({
  /** The number of entries that an import would write; 0 when the file has a fault. */
  entryCount: z.number(),
  /** The number of entries whose codes have letters, so that no caller can dial them. */
  unkeyedCount: z.number(),
  sample: z.array(entrySchema),
  faultCount: z.number(),
  faults: z.array(
    z.object({
      line: z.number(),
      column: z.string().nullable(),
      code: z.string(),
      found: z.string(),
      rule: z.string(),
    }),
  ),
});

/** The first day of the import's validity, its reason, and the newest version that was read before it. */
export const listImportQuery = z.strictObject({
  inForceFrom: day,
  note: z.string().trim().max(LIST_LIMITS.note).default(""),
  expectedNewest: z.coerce.number().int().min(0).max(LIST_LIMITS.versions),
});

/** An import, see `listImportQuery`. */
export type ListImport = z.infer<typeof listImportQuery>;
