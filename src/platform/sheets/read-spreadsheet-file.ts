import { openFairTurns, runInSubprocess, SubprocessError } from "../subprocess/index.ts";
import type { FileRows, UploadedSpreadsheet } from "./file-rows.ts";

const PROGRAM = new URL("./spreadsheet-worker.ts", import.meta.url);
/** A file of 5 MB takes well under a second. */
const LIMITS = { taskMsMax: 15_000, heapMegabytesMax: 256, memoryMegabytesMax: 512 };
const TURNS = { atOnce: 2, ofHolder: 1, waiting: 48, waitingOfHolder: 16 };
const WAIT_MS_MAX = 30_000;

const turns = openFairTurns(TURNS);

/** Task of a reading subprocess. */
export interface SpreadsheetTask {
  readonly sheet: UploadedSpreadsheet;
  readonly rowsMax: number;
}

/** Options of a read: `holder` is the tenant or the user; one file per holder is read at a time. */
export interface SpreadsheetReadOptions {
  readonly rowsMax: number;
  readonly holder: string;
}

/**
 * Reads the first sheet of a spreadsheet, detected by content as XLSX or CSV, in a subprocess with limits on time and memory. A file
 * that exceeds these limits is `file-swollen`. Throws `EAGAIN` (HTTP 503) when too many files wait.
 */
export async function readSpreadsheetFile(
  spreadsheet: UploadedSpreadsheet,
  { rowsMax, holder }: SpreadsheetReadOptions,
): Promise<FileRows> {
  if (!(await turns.take(holder, WAIT_MS_MAX)))
    throw Object.assign(new Error("too many spreadsheets wait"), { code: "EAGAIN" });
  try {
    return await runInSubprocess<SpreadsheetTask, FileRows>(PROGRAM, { sheet: spreadsheet, rowsMax }, LIMITS);
  } catch (error) {
    if (!(error instanceof SubprocessError)) throw error;
    return { name: spreadsheet.name, rows: [], fault: { row: 1, code: "file-swollen" } };
  } finally {
    turns.giveBack(holder);
  }
}
