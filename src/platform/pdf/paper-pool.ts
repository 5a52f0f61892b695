import { Worker } from "node:worker_threads";
import type { Letter, TableSheet } from "../../kernel/index.ts";
import type { SignContext, SignerMaterial } from "../signing/index.ts";
import type { ArchiveFile } from "./archive.ts";
import type { PaperAnswer, PaperTask } from "./paper-task.ts";

/** Why the pool could not do a task; the message of `task-failed` names the cause. */
export type PaperFailure = "task-failed" | "task-timed-out" | "worker-crashed" | "pool-full" | "pool-closed";

/** Thrown by the pool: drawing and signing are not expected to be refused, so a failure is an outage to try again later. */
class PaperError extends Error {
  override readonly name = "PaperError";
  readonly code: PaperFailure;

  /** Names what went wrong. */
  constructor(code: PaperFailure, message: string) {
    super(message);
    this.code = code;
  }
}

/** How the pool works. */
export interface PaperPoolOptions {
  readonly workersMax: number;
  /** A task that takes longer ends its worker. */
  readonly taskMsMax: number;
  /** A worker with nothing to do ends after this long. */
  readonly idleMs: number;
  /** Tasks that may wait. */
  readonly queueMax: number;
  /** The worker's program; another one only in tests. */
  readonly program: URL;
}

/** Draws and signs letters off the event loop. Whoever makes it closes it; closing twice is safe. */
export interface PaperPool {
  readonly render: (letter: Letter) => Promise<Uint8Array>;
  /** The letter as DOCX. */
  readonly word: (letter: Letter) => Promise<Uint8Array>;
  /** The table as XLSX. */
  readonly sheet: (table: TableSheet) => Promise<Uint8Array>;
  /** The files as ZIP. */
  readonly pack: (files: readonly ArchiveFile[]) => Promise<Uint8Array>;
  readonly sign: (pdf: Uint8Array, material: SignerMaterial, context: SignContext) => Promise<Uint8Array>;
  /** Workers running now. */
  readonly workers: () => number;
  /** Refuses what waits, ends every worker. */
  readonly close: () => Promise<void>;
}

const DEFAULTS: PaperPoolOptions = {
  workersMax: 2,
  taskMsMax: 30_000,
  idleMs: 60_000,
  queueMax: 1_000,
  program: new URL("./paper-worker.ts", import.meta.url),
};

interface Job {
  readonly task: PaperTask;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: PaperError) => void;
}

interface Hand {
  readonly worker: Worker;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

interface State {
  readonly options: PaperPoolOptions;
  readonly hands: Set<Hand>;
  readonly waiting: Job[];
  closed: boolean;
  lastId: number;
}

/** Opens a pool; workers start with the first task and end when idle. */
export function openPaperPool(options: Partial<PaperPoolOptions> = {}): PaperPool {
  const state: State = {
    options: { ...DEFAULTS, ...options },
    hands: new Set(),
    waiting: [],
    closed: false,
    lastId: 0,
  };
  return {
    render: (letter) => submit(state, { kind: "render", letter }),
    word: (letter) => submit(state, { kind: "word", letter }),
    sheet: (table) => submit(state, { kind: "sheet", table }),
    pack: (files) => submit(state, { kind: "pack", files }),
    sign: (pdf, material, context) => submit(state, { kind: "sign", pdf, material, context }),
    workers: () => state.hands.size,
    close: () => close(state),
  };
}

function submit(state: State, task: PaperTask): Promise<Uint8Array> {
  if (state.closed) return Promise.reject(new PaperError("pool-closed", "the paper pool is closed"));
  if (state.waiting.length >= state.options.queueMax)
    return Promise.reject(new PaperError("pool-full", "too many papers wait"));
  return new Promise((resolve, reject) => {
    state.waiting.push({ task, resolve, reject });
    advance(state);
  });
}

/** Gives waiting jobs to free hands, starting a new hand while there may be one more. */
function advance(state: State): void {
  while (state.waiting.length > 0) {
    const free = [...state.hands].find((hand) => hand.job === null);
    if (free === undefined && state.hands.size >= state.options.workersMax) return;
    const job = state.waiting.shift();
    if (job === undefined) return;
    begin(state, free ?? hire(state), job);
  }
}

function hire(state: State): Hand {
  const hand: Hand = { worker: new Worker(state.options.program, { execArgv: [] }), job: null, timer: null };
  hand.worker.on("message", (answer: PaperAnswer) => finish(state, hand, answer));
  hand.worker.on("error", (error) => dismiss(state, hand, new PaperError("worker-crashed", describe(error))));
  hand.worker.on("exit", () => dismiss(state, hand, new PaperError("worker-crashed", "the worker ended")));
  state.hands.add(hand);
  return hand;
}

function begin(state: State, hand: Hand, job: Job): void {
  state.lastId += 1;
  hand.job = job;
  arm(hand, state.options.taskMsMax, () => {
    dismiss(state, hand, new PaperError("task-timed-out", `no paper after ${state.options.taskMsMax} ms`));
  });
  hand.worker.ref();
  hand.worker.postMessage({ id: state.lastId, task: job.task });
}

function finish(state: State, hand: Hand, answer: PaperAnswer): void {
  const { job } = hand;
  hand.job = null;
  arm(hand, state.options.idleMs, () => dismiss(state, hand, new PaperError("worker-crashed", "idle")));
  hand.worker.unref();
  hand.timer?.unref();
  if ("bytes" in answer) job?.resolve(answer.bytes);
  else job?.reject(new PaperError("task-failed", `${answer.failure.name}: ${answer.failure.message}`));
  advance(state);
}

/** Ends a hand once; its job fails, the next job gets a new hand. */
function dismiss(state: State, hand: Hand, error: PaperError): void {
  if (!state.hands.delete(hand)) return;
  if (hand.timer !== null) clearTimeout(hand.timer);
  hand.job?.reject(error);
  hand.job = null;
  hand.worker.terminate().catch(() => undefined);
  if (!state.closed) advance(state);
}

async function close(state: State): Promise<void> {
  state.closed = true;
  const error = new PaperError("pool-closed", "the paper pool was closed");
  for (const job of state.waiting.splice(0)) job.reject(error);
  const workers = [...state.hands].map((hand) => hand.worker);
  for (const hand of [...state.hands]) dismiss(state, hand, error);
  await Promise.all(workers.map((worker) => worker.terminate()));
}

function arm(hand: Hand, ms: number, then: () => void): void {
  if (hand.timer !== null) clearTimeout(hand.timer);
  hand.timer = setTimeout(then, ms);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
