import { z } from "zod";
import { LIST_KINDS, LIST_LIMITS } from "./list-columns.shared.ts";

const day = z.iso.date();
const number = z.coerce.number().int().min(1).max(LIST_LIMITS.versions);

/** A list that is begun. */
export const listFormSchema = z.strictObject({
  kind: z.enum(LIST_KINDS),
  name: z.string().trim().min(1).max(LIST_LIMITS.name),
});

/** A list that is begun, see `listFormSchema`. */
export type ListForm = z.infer<typeof listFormSchema>;

/** How a list stands on a day. */
const LIST_STATES = ["empty", "upcoming", "in-force"] as const;

const listRow = z.object({
  id: z.uuid(),
  kind: z.enum(LIST_KINDS),
  name: z.string(),
  state: z.enum(LIST_STATES),
  newest: z.number(),
  /** The version in force, and how many entries it has; null where none is. */
  inForce: z.object({ number: z.number(), from: day, entries: z.number() }).nullable(),
});

/** The lists of a call centre, by kind and name; there are never more than one page of them. */
export const listsSchema = z.object({ today: day, items: z.array(listRow) });

/** One list with its versions, the newest first. */
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

/** Which version of which list. */
export const listVersionParams = z.object({ id: z.uuid(), number });

/** Which entries are looked for. */
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

/** As what a list is taken away. */
export const listFileQuery = z.strictObject({ format, language });

/** The template of which kind, and as what. */
export const listTemplateQuery = listFileQuery.extend({ kind: z.enum(LIST_KINDS) });

/** What a file would make of a list; nothing of it is kept. */
export const listPreviewSchema = z.object({
  /** Entries that would be imported; 0 while anything is wrong. */
  entryCount: z.number(),
  /** Those that no telephone can ask for, since their codes have letters. */
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

/** From which day on an import holds, why, and the newest version that was seen before it. */
export const listImportQuery = z.strictObject({
  inForceFrom: day,
  note: z.string().trim().max(LIST_LIMITS.note).default(""),
  expectedNewest: z.coerce.number().int().min(0).max(LIST_LIMITS.versions),
});

/** An import, see `listImportQuery`. */
export type ListImport = z.infer<typeof listImportQuery>;
