import { z } from "zod";
import { IMPORT_ROLES, PEOPLE_COLUMNS } from "./people-columns.ts";
import { PEOPLE_FAULTS } from "./people-fault.ts";
import { LINE_STANDINGS, PEOPLE_CHANGES } from "./people-verdict.ts";

const language = z.enum(["id", "en"]).optional();

/** Which sheet, in which format and in whose language; without one, in that of the request. */
export const peopleFileQuery = z.strictObject({
  content: z.enum(["template", "people"]),
  format: z.enum(["csv", "xlsx"]).default("csv"),
  language,
});

/** What the caller saw: the sheet is written only while it would do exactly that. */
export const peopleImportQuery = z.strictObject({ plan: z.string().regex(/^[0-9a-f]{64}$/) });

const column = z.enum(PEOPLE_COLUMNS.map(({ id }) => id)).nullable();

/** One thing wrong with a sheet, with its rule and what to do. */
const fault = z.object({
  line: z.number(),
  column,
  code: z.enum(PEOPLE_FAULTS),
  found: z.string(),
  rule: z.string(),
  remedy: z.string(),
});

const counts = z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() });

/** What a sheet of people would do, line by line. Nothing of it is kept. */
export const peoplePreviewSchema = z.object({
  /** Names exactly this outcome; null while nothing can be written. */
  plan: z.string().nullable(),
  counts,
  /** Why the file as a whole is not read. */
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

/** What a sheet of people did. The passwords of phones that were added are told this once. */
export const peopleImportedSchema = z.object({
  counts,
  invited: z.number(),
  phones: z.array(
    z.object({
      extension: z.string(),
      name: z.string(),
      username: z.string(),
      password: z.string(),
      /** Server and port where devices sign in; null while telephones are starting. */
      registrar: z.string().nullable(),
    }),
  ),
});
