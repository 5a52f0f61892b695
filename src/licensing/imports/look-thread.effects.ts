import { Worker } from "node:worker_threads";
import { assert } from "../../kernel/index.ts";
import { nextAnswer, type UploadedSheet } from "../../platform/sheets/index.ts";
import type { Judgement } from "./judge-import.ts";
import type { PlanCounts } from "./plan.ts";
import type { SheetName } from "./sheets.ts";
import type { Needs, World } from "./world.ts";

/** What one sheet of an import is. */
export interface SheetSummary {
  readonly sheet: SheetName;
  readonly file: string;
  readonly rowCount: number;
}

/** What an import was found to do. */
export interface Looked extends Judgement {
  readonly counts: PlanCounts;
  /** SHA-256 over the plan, as hex. */
  readonly digest: string;
}

/** What the thread is asked once it has read. */
export interface LookQuestion {
  readonly world: World;
  readonly needsItems: boolean;
}

/** What the thread says. */
export type LookAnswer =
  | { readonly kind: "read"; readonly needs: Needs; readonly sheets: readonly SheetSummary[] }
  | ({ readonly kind: "judged" } & Looked);

/** Files that have been read and wait to be judged; whoever opened them closes them. */
export interface OpenLook {
  readonly needs: Needs;
  readonly sheets: readonly SheetSummary[];
  /** Judges what was read. The plan's lines come only when they are to be carried out, without those that are left. */
  judge(question: LookQuestion): Promise<Looked>;
  /** Ends the thread; safe to call twice. */
  close(): Promise<void>;
}

const PROGRAM = new URL("./look-worker.effects.ts", import.meta.url);
/** Files are at most 20 MB; reading 10,000 lines takes well under a second. */
const LOOK_MS_MAX = 30_000;
const HEAP_MEGABYTES_MAX = 512;

/** Reads files in a thread of their own. Rejects when that takes too long or the thread breaks. */
export async function openLook(files: readonly UploadedSheet[]): Promise<OpenLook> {
  const worker = new Worker(PROGRAM, {
    workerData: files,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX },
  });
  const close = async () => {
    await worker.terminate();
  };
  try {
    const read = await nextAnswer<LookAnswer>(worker, { msMax: LOOK_MS_MAX });
    assert(read.kind === "read", "a look begins by reading");
    return {
      needs: read.needs,
      sheets: read.sheets,
      judge: async (question) => {
        const judged = nextAnswer<LookAnswer>(worker, { msMax: LOOK_MS_MAX });
        worker.postMessage(question);
        const answer = await judged;
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
