/**
 * Imports: operators from before Sambung, with their licences, commitments and codes, taken over from the sheets a
 * ministry keeps. A file is looked at first, and only what was looked at is carried out; the companies claim what is
 * theirs by registering their NIB.
 */

export type { ImportContext } from "./import-context.ts";
export type { FileRows } from "./parse-spreadsheet.ts";
export type { PlanItem } from "./plan.ts";
export { COLUMNS, type SpreadsheetKind } from "./sheets.ts";
