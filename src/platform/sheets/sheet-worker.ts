/** The thread that reads one spreadsheet, so that a large or a hostile one never holds up whoever serves people. */
import { parentPort, workerData } from "node:worker_threads";
import { present } from "../../kernel/index.ts";
import { csvRows } from "./csv-rows.ts";
import type { FileRows, UploadedSheet } from "./file-rows.ts";
import { xlsxRows } from "./xlsx-rows.ts";

const port = present(parentPort, "parent port");
const { sheet, rowsMax } = workerData as { readonly sheet: UploadedSheet; readonly rowsMax: number };

/** First bytes of an archive, which XLSX is, and of the files of Excel before 2007. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];
const OLD = [0xd0, 0xcf, 0x11, 0xe0];

function beginsWith(head: readonly number[]): boolean {
  return head.every((byte, index) => sheet.bytes[index] === byte);
}

async function read(): Promise<FileRows> {
  if (beginsWith(ARCHIVE)) return xlsxRows(sheet, { rowsMax });
  if (beginsWith(OLD)) return { name: sheet.name, rows: [], fault: { row: 1, code: "file-old-spreadsheet" } };
  return csvRows(sheet, { rowsMax });
}

port.postMessage(await read());
