/** The subprocess that reads one spreadsheet. */
import { serveTasks } from "../subprocess/index.ts";
import { csvRows } from "./csv-rows.ts";
import type { FileRows } from "./file-rows.ts";
import type { SpreadsheetTask } from "./read-spreadsheet-file.ts";
import { xlsxRows } from "./xlsx-rows.ts";

/** First bytes of a ZIP archive, such as XLSX, and of Excel files before 2007. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];
const OLD = [0xd0, 0xcf, 0x11, 0xe0];

serveTasks<SpreadsheetTask, FileRows>(async ({ sheet, rowsMax }) => {
  const beginsWith = (head: readonly number[]): boolean => head.every((byte, index) => sheet.bytes[index] === byte);
  if (beginsWith(ARCHIVE)) return xlsxRows(sheet, { rowsMax });
  if (beginsWith(OLD)) return { name: sheet.name, rows: [], fault: { row: 1, code: "file-old-spreadsheet" } };
  return csvRows(sheet, { rowsMax });
});
