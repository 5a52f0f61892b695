/** Uploaded spreadsheets, read as rows of texts, within limits, in subprocesses; and lists written as CSV. */
export { csvFile } from "./csv-file.ts";
export { csvRows } from "./csv-rows.ts";
export type { FileRows, SpreadsheetFileFault, UploadedSpreadsheet } from "./file-rows.ts";
export { readSpreadsheetFile } from "./read-spreadsheet-file.ts";
