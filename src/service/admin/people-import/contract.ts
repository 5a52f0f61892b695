import { z } from "zod";
import { IMPORT_ROLES, PEOPLE_COLUMNS } from "./people-columns.ts";
import { PEOPLE_FAULTS } from "./people-fault.ts";
import { LINE_STANDINGS, PEOPLE_CHANGES } from "./people-verdict.ts";

const language = z.enum(["id", "en"]).optional();

/** The content, format and language of the spreadsheet; by default the language of the request. */
export const peopleFileQuery = z.strictObject({
  content: z.enum(["template", "people"]),
  format: z.enum(["csv", "xlsx"]).default("csv"),
  language,
});

/** The plan of the preview: the import is executed only while it would have exactly that result. */
export const peopleImportQuery = z.strictObject({ plan: z.string().regex(/^[0-9a-f]{64}$/) });

const column = z.enum(PEOPLE_COLUMNS.map(({ id }) => id)).nullable();

/** A fault of a spreadsheet, with its rule and remedy. */
const fault = z.object({
  line: z.number(),
  column,
  code: z.enum(PEOPLE_FAULTS),
  found: z.string(),
  rule: z.string(),
  remedy: z.string(),
});

const counts = z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() });

/** The preview of an import, line by line. Nothing is saved. */
export const peoplePreviewSchema = z.object({
  /** Identifies exactly this result; null when it cannot be imported. */
  plan: z.string().nullable(),
  counts,
  /** Why the file is not read. */
  faults: z.array(fault),
  lines: z.array(
    z.object({
      line: z.number(),
      email: z.string(),
      role: z.enum(IMPORT_ROLES).nullable(),
      name: z.string(),
      standing: z.enum(LINE_STANDINGS),
      changes: z.array(z.object({ what: z.enum(PEOPLE_CHANGES), from: z.string(), to: z.string() })),
      faults: z.array(fault),
    }),
  ),
});

/** The result of an import. The passwords of added phones are returned only here. */
export const peopleImportedSchema = z.object({
  counts,
  invited: z.number(),
  phones: z.array(
    z.object({
      extension: z.string(),
      name: z.string(),
      username: z.string(),
      password: z.string(),
      /** Server and port of the registrar; null while the switch starts. */
      registrar: z.string().nullable(),
    }),
  ),
});
