/**
 * Imports: operators from before Sambung, with their licences, commitments and codes, from the ministry's spreadsheets.
 * Files are previewed first, and only the previewed plan is executed; companies claim their records by registering
 * their NIB.
 */

export type { ImportContext } from "./import-context.ts";
export type { FileRows } from "./parse-spreadsheet.ts";
export type { PlanItem } from "./plan.ts";
export { COLUMNS, type SpreadsheetKind } from "./sheets.ts";
