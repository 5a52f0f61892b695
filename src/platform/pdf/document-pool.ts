import type { Letter, TableSpreadsheet } from "../../kernel/index.ts";
import type { SignContext, SignerMaterial } from "../signing/index.ts";
import { openSubprocessPool, type PoolOptions } from "../subprocess/index.ts";
import type { ArchiveFile } from "./archive.ts";
import type { DocumentTask } from "./document-task.ts";

/** Options of the document pool; another program only in tests. */
export type DocumentPoolOptions = PoolOptions;

/** Renders and signs letters outside the event loop. The creator closes it; closing twice is safe. */
export interface DocumentPool {
  readonly render: (letter: Letter) => Promise<Uint8Array>;
  /** Renders an unsigned document: a character that no font contains becomes a question mark instead of an error. */
  readonly print: (letter: Letter) => Promise<Uint8Array>;
  /** The letter as DOCX. */
  readonly word: (letter: Letter) => Promise<Uint8Array>;
  /** The table as XLSX. */
  readonly sheet: (table: TableSpreadsheet) => Promise<Uint8Array>;
  /** The files as ZIP. */
  readonly pack: (files: readonly ArchiveFile[]) => Promise<Uint8Array>;
  readonly sign: (pdf: Uint8Array, material: SignerMaterial, context: SignContext) => Promise<Uint8Array>;
  /** Number of running workers. */
  readonly workers: () => number;
  /** Refuses waiting tasks and ends every worker. */
  readonly close: () => Promise<void>;
}

const DEFAULTS: DocumentPoolOptions = {
  workersMax: 2,
  taskMsMax: 30_000,
  idleMs: 60_000,
  queueMax: 1_000,
  program: new URL("./document-worker.ts", import.meta.url),
  heapMegabytesMax: 1_024,
  memoryMegabytesMax: 2_048,
  // It draws this program's own letters, in milliseconds each, and a decision waits for its decree.
  niceness: 0,
};

/** Opens a pool; workers start with the first task and end when idle. */
export function openDocumentPool(options: Partial<DocumentPoolOptions> = {}): DocumentPool {
  const { submit, workers, close } = openSubprocessPool<DocumentTask, Uint8Array>({ ...DEFAULTS, ...options });
  return {
    render: (letter) => submit({ kind: "render", letter }),
    print: (letter) => submit({ kind: "print", letter }),
    word: (letter) => submit({ kind: "word", letter }),
    sheet: (table) => submit({ kind: "sheet", table }),
    pack: (files) => submit({ kind: "pack", files }),
    sign: (pdf, material, context) => submit({ kind: "sign", pdf, material, context }),
    workers,
    close,
  };
}
