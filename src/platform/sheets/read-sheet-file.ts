import { Worker } from "node:worker_threads";
import type { FileRows, UploadedSheet } from "./file-rows.ts";
import { nextAnswer } from "./thread-answer.ts";

const PROGRAM = new URL("./sheet-worker.ts", import.meta.url);
/** A file of 5 MB takes well under a second. */
const READ_MS_MAX = 15_000;
const HEAP_MEGABYTES_MAX = 256;

/**
 * Reads the first sheet of a spreadsheet, told by content as XLSX or CSV, in a thread of its own with limits on time and memory. A
 * file that breaks the thread is no spreadsheet that can be read.
 */
export async function readSheetFile(
  sheet: UploadedSheet,
  { rowsMax }: { readonly rowsMax: number },
): Promise<FileRows> {
  const worker = new Worker(PROGRAM, {
    workerData: { sheet, rowsMax },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX },
  });
  try {
    return await nextAnswer<FileRows>(worker, { msMax: READ_MS_MAX });
  } catch {
    return { name: sheet.name, rows: [], fault: { row: 1, code: "file-swollen" } };
  } finally {
    await worker.terminate();
  }
}
