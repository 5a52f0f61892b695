import { assert } from "../../kernel/index.ts";
import type { UploadedSpreadsheet } from "../../platform/sheets/index.ts";
import { openSubprocess, type Subprocess } from "../../platform/subprocess/index.ts";
import type { ImportContext, Needs } from "./import-context.ts";
import type { Judgement } from "./judge-import.ts";
import type { PlanCounts } from "./plan.ts";
import type { SpreadsheetKind } from "./sheets.ts";

/** What one sheet of an import is. */
export interface SpreadsheetSummary {
  readonly sheet: SpreadsheetKind;
  readonly file: string;
  readonly rowCount: number;
}

/** What an import was found to do. */
export interface ImportPreview extends Judgement {
  readonly counts: PlanCounts;
  /** SHA-256 over the plan, as hex. */
  readonly digest: string;
}

/** The tasks of the subprocess: the files first, then what to judge them by. */
export type PreviewTask = { readonly files: readonly UploadedSpreadsheet[] } | PreviewInput;

/** What the subprocess is asked once it has read. */
export interface PreviewInput {
  readonly importContext: ImportContext;
  readonly needsItems: boolean;
}

/** What the subprocess answers. */
export type PreviewResult =
  | { readonly kind: "read"; readonly needs: Needs; readonly sheets: readonly SpreadsheetSummary[] }
  | ({ readonly kind: "judged" } & ImportPreview);

/** Files that have been read and wait to be judged; whoever opened them closes them. */
export interface PreviewSession {
  readonly needs: Needs;
  readonly sheets: readonly SpreadsheetSummary[];
  /** Judges what was read. The plan's lines come only when they are to be carried out, without those that are left. */
  judge(question: PreviewInput): Promise<ImportPreview>;
  /** Gives the subprocess back; safe to call twice. */
  close(): Promise<void>;
}

const PROGRAM = new URL("./import-worker.effects.ts", import.meta.url);
/** Files are at most 20 MB; reading 10,000 lines takes well under a second. */
const LIMITS = { taskMsMax: 30_000, heapMegabytesMax: 512, memoryMegabytesMax: 1_024 };

/** Starting takes longer than reading, and an import is read twice: first to be judged, then to be carried out. */
const IDLE_MS = 60_000;

/** The subprocess that was used last, while it waits for the next files. */
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
    // Closing settles whether or not the process was there.
    subprocess.close().catch(() => undefined);
  };
  idle = { subprocess, timer: setTimeout(end, IDLE_MS).unref() };
}

/** Reads files in a subprocess. Rejects when that takes too long or the subprocess breaks. */
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
