import { assert } from "../../kernel/index.ts";
import type { UploadedSpreadsheet } from "../../platform/sheets/index.ts";
import { openSubprocess, type Subprocess } from "../../platform/subprocess/index.ts";
import type { ImportContext, Needs } from "./import-context.ts";
import type { Judgement } from "./judge-import.ts";
import type { PlanCounts } from "./plan.ts";
import type { SpreadsheetKind } from "./sheets.ts";

/** The summary of one sheet of an import. */
export interface SpreadsheetSummary {
  readonly sheet: SpreadsheetKind;
  readonly file: string;
  readonly rowCount: number;
}

/** The result of a preview. */
export interface ImportPreview extends Judgement {
  readonly counts: PlanCounts;
  /** SHA-256 over the plan, as hex. */
  readonly digest: string;
}

/** The tasks of the subprocess: first the files, then the context of their validation. */
export type PreviewTask = { readonly files: readonly UploadedSpreadsheet[] } | PreviewInput;

/** The task of the subprocess after reading. */
export interface PreviewInput {
  readonly importContext: ImportContext;
  readonly needsItems: boolean;
}

/** The results of the subprocess. */
export type PreviewResult =
  | { readonly kind: "read"; readonly needs: Needs; readonly sheets: readonly SpreadsheetSummary[] }
  | ({ readonly kind: "judged" } & ImportPreview);

/** Files that were read and await validation; the caller closes the session. */
export interface PreviewSession {
  readonly needs: Needs;
  readonly sheets: readonly SpreadsheetSummary[];
  /** Validates the files. The plan's items are returned only for execution, without unchanged ones. */
  judge(question: PreviewInput): Promise<ImportPreview>;
  /** Returns the subprocess; idempotent. */
  close(): Promise<void>;
}

const PROGRAM = new URL("./import-worker.effects.ts", import.meta.url);
/** Files are at most 20 MB; reading 10,000 rows takes well under a second. */
const LIMITS = { taskMsMax: 30_000, heapMegabytesMax: 512, memoryMegabytesMax: 1_024 };

/** Starting a subprocess takes longer than reading, and an import is read twice: for the preview and for the execution. */
const IDLE_MS = 60_000;

/** The last used subprocess, kept for the next files. */
let idle: { readonly subprocess: Subprocess; readonly timer: NodeJS.Timeout } | undefined;

function takeSubprocess(): Subprocess {
  const waiting = idle;
  idle = undefined;
  clearTimeout(waiting?.timer);
  return waiting?.subprocess.isOpen === true ? waiting.subprocess : openSubprocess(PROGRAM, LIMITS);
}

async function giveBack(subprocess: Subprocess): Promise<void> {
  if (idle !== undefined || !subprocess.isOpen) return subprocess.close();
  const end = () => {
    idle = undefined;
    // Closing settles whether or not the process is still running.
    subprocess.close().catch(() => undefined);
  };
  idle = { subprocess, timer: setTimeout(end, IDLE_MS).unref() };
}

/** Reads files in a subprocess. Rejects on a timeout or if the subprocess fails. */
export async function openPreviewSession(files: readonly UploadedSpreadsheet[]): Promise<PreviewSession> {
  const subprocess = takeSubprocess();
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await giveBack(subprocess);
    isClosed = true;
  };
  try {
    const read = await subprocess.ask<PreviewTask, PreviewResult>({ files });
    assert(read.kind === "read", "a look begins by reading");
    return {
      needs: read.needs,
      sheets: read.sheets,
      judge: async (question) => {
        const answer = await subprocess.ask<PreviewTask, PreviewResult>(question);
        assert(answer.kind === "judged", "a look ends by judging");
        return answer;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
