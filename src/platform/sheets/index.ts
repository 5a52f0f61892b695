/** Spreadsheets that people send, read as rows of texts, within limits, in subprocesses; and lists written as CSV. */
export { csvFile } from "./csv-file.ts";
export { csvRows } from "./csv-rows.ts";
export type { FileRows, SheetFileFault, UploadedSheet } from "./file-rows.ts";
export { readSheetFile } from "./read-sheet-file.ts";
