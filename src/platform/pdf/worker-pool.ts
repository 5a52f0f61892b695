import { Worker, type WorkerOptions } from "node:worker_threads";

/** A task on its way to a worker. */
export interface PoolRequest<Task> {
  readonly id: number;
  readonly task: Task;
}

/** What a worker answers. */
export type PoolAnswer<Value> =
  | { readonly id: number; readonly value: Value }
  | { readonly id: number; readonly failure: { readonly name: string; readonly message: string } };

/** Why the pool could not do a task; the message of `task-failed` names the cause. */
export type PoolFailure = "task-failed" | "task-timed-out" | "worker-crashed" | "pool-full" | "pool-closed";

/** Thrown by the pool: its tasks are not expected to be refused, so a failure is an outage to try again later. */
export class PoolError extends Error {
  override readonly name = "PoolError";
  readonly code: PoolFailure;

  /** Names what went wrong. */
  constructor(code: PoolFailure, message: string) {
    super(message);
    this.code = code;
  }
}

/** How the pool works. */
export interface PoolOptions {
  readonly workersMax: number;
  /** A task that takes longer ends its worker. */
  readonly taskMsMax: number;
  /** A worker with nothing to do ends after this long. */
  readonly idleMs: number;
  /** Tasks that may wait. */
  readonly queueMax: number;
  /** The worker's program. */
  readonly program: URL;
  /** What the heap of a worker may take; null leaves it to Node. */
  readonly heapMegabytesMax: number | null;
}

/** Does tasks in threads of their own. Whoever makes it closes it; closing twice is safe. */
export interface WorkerPool<Task, Value> {
  readonly submit: (task: Task) => Promise<Value>;
  /** Workers running now. */
  readonly workers: () => number;
  /** Refuses what waits, ends every worker. */
  readonly close: () => Promise<void>;
}

interface Job<Task, Value> {
  readonly task: Task;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: PoolError) => void;
}

interface Hand<Task, Value> {
  readonly worker: Worker;
  job: Job<Task, Value> | null;
  timer: NodeJS.Timeout | null;
}

interface State<Task, Value> {
  readonly options: PoolOptions;
  readonly hands: Set<Hand<Task, Value>>;
  readonly waiting: Job<Task, Value>[];
  closed: boolean;
  lastId: number;
}

/** Opens a pool; workers start with the first task and end when idle. */
export function openWorkerPool<Task, Value>(options: PoolOptions): WorkerPool<Task, Value> {
  const state: State<Task, Value> = { options, hands: new Set(), waiting: [], closed: false, lastId: 0 };
  return {
    submit: (task) => submit(state, task),
    workers: () => state.hands.size,
    close: () => close(state),
  };
}

function submit<Task, Value>(state: State<Task, Value>, task: Task): Promise<Value> {
  if (state.closed) return Promise.reject(new PoolError("pool-closed", "the pool is closed"));
  if (state.waiting.length >= state.options.queueMax)
    return Promise.reject(new PoolError("pool-full", "too many tasks wait"));
  return new Promise((resolve, reject) => {
    state.waiting.push({ task, resolve, reject });
    advance(state);
  });
}

/** Gives waiting jobs to free hands, starting a new hand while there may be one more. */
function advance<Task, Value>(state: State<Task, Value>): void {
  while (state.waiting.length > 0) {
    const free = [...state.hands].find((hand) => hand.job === null);
    if (free === undefined && state.hands.size >= state.options.workersMax) return;
    const job = state.waiting.shift();
    if (job === undefined) return;
    begin(state, free ?? hire(state), job);
  }
}

function hire<Task, Value>(state: State<Task, Value>): Hand<Task, Value> {
  const hand: Hand<Task, Value> = {
    worker: new Worker(state.options.program, threadOptions(state.options)),
    job: null,
    timer: null,
  };
  hand.worker.on("message", (answer: PoolAnswer<Value>) => finish(state, hand, answer));
  hand.worker.on("error", (error) => dismiss(state, hand, new PoolError("worker-crashed", describe(error))));
  hand.worker.on("exit", () => dismiss(state, hand, new PoolError("worker-crashed", "the worker ended")));
  state.hands.add(hand);
  return hand;
}

function threadOptions({ heapMegabytesMax }: PoolOptions): WorkerOptions {
  if (heapMegabytesMax === null) return { execArgv: [] };
  return { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax } };
}

function begin<Task, Value>(state: State<Task, Value>, hand: Hand<Task, Value>, job: Job<Task, Value>): void {
  state.lastId += 1;
  hand.job = job;
  arm(hand, state.options.taskMsMax, () => {
    dismiss(state, hand, new PoolError("task-timed-out", `no answer after ${state.options.taskMsMax} ms`));
  });
  hand.worker.ref();
  hand.worker.postMessage({ id: state.lastId, task: job.task });
}

function finish<Task, Value>(state: State<Task, Value>, hand: Hand<Task, Value>, answer: PoolAnswer<Value>): void {
  const { job } = hand;
  hand.job = null;
  arm(hand, state.options.idleMs, () => dismiss(state, hand, new PoolError("worker-crashed", "idle")));
  hand.worker.unref();
  hand.timer?.unref();
  if ("value" in answer) job?.resolve(answer.value);
  else job?.reject(new PoolError("task-failed", `${answer.failure.name}: ${answer.failure.message}`));
  advance(state);
}

/** Ends a hand once; its job fails, the next job gets a new hand. */
function dismiss<Task, Value>(state: State<Task, Value>, hand: Hand<Task, Value>, error: PoolError): void {
  if (!state.hands.delete(hand)) return;
  if (hand.timer !== null) clearTimeout(hand.timer);
  hand.job?.reject(error);
  hand.job = null;
  hand.worker.terminate().catch(() => undefined);
  if (!state.closed) advance(state);
}

async function close<Task, Value>(state: State<Task, Value>): Promise<void> {
  state.closed = true;
  const error = new PoolError("pool-closed", "the pool was closed");
  for (const job of state.waiting.splice(0)) job.reject(error);
  const workers = [...state.hands].map((hand) => hand.worker);
  for (const hand of [...state.hands]) dismiss(state, hand, error);
  await Promise.all(workers.map((worker) => worker.terminate()));
}

function arm(hand: { timer: NodeJS.Timeout | null }, ms: number, then: () => void): void {
  if (hand.timer !== null) clearTimeout(hand.timer);
  hand.timer = setTimeout(then, ms);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
