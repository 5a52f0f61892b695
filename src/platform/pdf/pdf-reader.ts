import { ok, type Result, refuse } from "../../kernel/index.ts";
import { openSubprocessPool, type PoolOptions, SubprocessError } from "../subprocess/index.ts";
import type { SeenPdf } from "./inspect-pdf.ts";
import type { InkPlace } from "./measure-ink.ts";
import type { ReadingTask, ReadingValue } from "./reading-task.ts";

/** Why a file cannot be read; no code proves that the file is invalid. */
export type UnreadCode = "file-encrypted" | "file-damaged" | "reading-took-too-long" | "reading-broke-off";

/** Limits of one inspection, and those of the pool. */
export interface PdfReaderOptions extends PoolOptions {
  readonly pagesMax: number;
  /** No further page is inspected after this time. */
  readonly lookMsMax: number;
}

/** Reads uploaded files in subprocesses. The caller closes it; closing twice is safe. */
export interface PdfReader {
  /** Text, marks and form fields of a file. */
  readonly look: (pdf: Uint8Array) => Promise<Result<SeenPdf, UnreadCode>>;
  /** The share of ink in regions of a file. */
  readonly ink: (
    pdf: Uint8Array,
    places: readonly InkPlace[],
  ) => Promise<Result<readonly (number | null)[], UnreadCode>>;
  /** A page as PNG; no bytes when there is no such page. */
  readonly picture: (pdf: Uint8Array, page: number, side: number) => Promise<Result<Uint8Array, UnreadCode>>;
  /** Number of pages of each file; null for one that cannot be opened. */
  readonly count: (parts: readonly Uint8Array[]) => Promise<Result<readonly (number | null)[], UnreadCode>>;
  /** The files joined page by page. */
  readonly join: (parts: readonly Uint8Array[]) => Promise<Result<Uint8Array, UnreadCode>>;
  readonly workers: () => number;
  readonly close: () => Promise<void>;
}

const DEFAULTS: PdfReaderOptions = {
  workersMax: 1,
  taskMsMax: 40_000,
  idleMs: 60_000,
  queueMax: 500,
  program: new URL("./reading-worker.ts", import.meta.url),
  heapMegabytesMax: 512,
  memoryMegabytesMax: 1_024,
  pagesMax: 80,
  lookMsMax: 25_000,
};

/** Opens a reader; its subprocess starts with the first file and ends when idle. */
export function openPdfReader(options: Partial<PdfReaderOptions> = {}): PdfReader {
  const chosen = { ...DEFAULTS, ...options };
  const pool = openSubprocessPool<ReadingTask, ReadingValue>(chosen);
  const { pagesMax, lookMsMax: msMax } = chosen;
  const ask = async <Kind extends ReadingValue["kind"]>(
    task: ReadingTask,
    kind: Kind,
  ): Promise<Result<Extract<ReadingValue, { readonly kind: Kind }>, UnreadCode>> => {
    const value = await answerOf(() => pool.submit(task));
    if (typeof value === "string") return refuse(value);
    if (value.kind === "unreadable") return refuse(value.code);
    if (value.kind !== kind) throw new TypeError(`the reader answered ${value.kind} for ${kind}`);
    return ok(value as Extract<ReadingValue, { readonly kind: Kind }>);
  };
  return {
    look: async (pdf) => {
      const got = await ask({ kind: "look", pdf, pagesMax, msMax }, "seen");
      return got.ok ? ok(got.value.seen) : got;
    },
    ink: async (pdf, places) => {
      const got = await ask({ kind: "ink", pdf, places }, "ink");
      return got.ok ? ok(got.value.shares) : got;
    },
    picture: async (pdf, page, side) => {
      const got = await ask({ kind: "picture", pdf, page, side }, "bytes");
      return got.ok ? ok(got.value.bytes) : got;
    },
    count: async (parts) => {
      const got = await ask({ kind: "count", parts }, "counts");
      return got.ok ? ok(got.value.counts) : got;
    },
    join: async (parts) => {
      const got = await ask({ kind: "join", parts }, "bytes");
      return got.ok ? ok(got.value.bytes) : got;
    },
    workers: pool.workers,
    close: pool.close,
  };
}

/** A file that crashed the subprocess counts as unreadable; a full or closed pool is an outage. */
async function answerOf(submit: () => Promise<ReadingValue>): Promise<ReadingValue | UnreadCode> {
  try {
    return await submit();
  } catch (error) {
    if (!(error instanceof SubprocessError)) throw error;
    if (error.code === "task-timed-out") return "reading-took-too-long";
    if (error.code === "worker-crashed" || error.code === "task-failed") return "reading-broke-off";
    throw error;
  }
}
