/**
 * Imports: operators from before Sambung, with their licences, commitments and codes, taken over from the sheets a
 * ministry keeps. A file is looked at first, and only what was looked at is carried out; the companies claim what is
 * theirs by registering their NIB.
 */
export type { PlanItem } from "./plan.ts";
export type { FileRows } from "./read-sheet.ts";
export { COLUMNS, type SpreadsheetKind } from "./sheets.ts";
export type { ImportContext } from "./world.ts";
