import { openSubprocess, type Subprocess, SubprocessError, type SubprocessLimits } from "./subprocess.ts";

/** Options of the pool. */
export interface PoolOptions extends SubprocessLimits {
  readonly workersMax: number;
  /** An idle worker ends after this time. */
  readonly idleMs: number;
  /** Maximum number of waiting tasks. */
  readonly queueMax: number;
  /** The worker's program. */
  readonly program: URL;
}

/** Carries out tasks in subprocesses. The caller closes it; closing twice is safe. */
export interface SubprocessPool<Task, Value> {
  readonly submit: (task: Task) => Promise<Value>;
  /** Number of running workers. */
  readonly workers: () => number;
  /** Refuses waiting tasks, ends every worker. */
  readonly close: () => Promise<void>;
}

/** Opens a pool; workers start with the first task and end when idle. */
export function openSubprocessPool<Task, Value>(options: PoolOptions): SubprocessPool<Task, Value> {
  const pool = new Pool<Task, Value>(options);
  return {
    submit: (task) => pool.submit(task),
    workers: () => pool.workers.size,
    close: () => pool.close(),
  };
}

interface Job<Task, Value> {
  readonly task: Task;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

interface Worker {
  readonly subprocess: Subprocess;
  isBusy: boolean;
  idleTimer: NodeJS.Timeout | undefined;
}

class Pool<Task, Value> {
  readonly workers = new Set<Worker>();
  private readonly options: PoolOptions;
  private readonly waiting: Job<Task, Value>[] = [];
  private isClosed = false;

  constructor(options: PoolOptions) {
    this.options = options;
  }

  submit(task: Task): Promise<Value> {
    if (this.isClosed) return Promise.reject(new SubprocessError("pool-closed", "the pool is closed"));
    if (this.waiting.length >= this.options.queueMax)
      return Promise.reject(new SubprocessError("pool-full", "too many tasks wait"));
    return new Promise((resolve, reject) => {
      this.waiting.push({ task, resolve, reject });
      this.advance();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.waiting.splice(0)) job.reject(new SubprocessError("pool-closed", "the pool was closed"));
    await Promise.all([...this.workers].map((worker) => this.dismiss(worker)));
  }

  /** Assigns waiting jobs to idle workers, and starts another worker if permitted. */
  private advance(): void {
    for (const worker of this.workers) if (!worker.subprocess.isOpen) this.workers.delete(worker);
    while (this.waiting.length > 0) {
      const idle = [...this.workers].find((worker) => !worker.isBusy);
      if (idle === undefined && this.workers.size >= this.options.workersMax) return;
      const job = this.waiting.shift();
      if (job === undefined) return;
      // `carryOut` settles the job and never rejects.
      this.carryOut(idle ?? this.start(), job).catch(() => undefined);
    }
  }

  private start(): Worker {
    const subprocess = openSubprocess(this.options.program, this.options);
    const worker = { subprocess, isBusy: false, idleTimer: undefined };
    this.workers.add(worker);
    return worker;
  }

  private async carryOut(worker: Worker, { task, resolve, reject }: Job<Task, Value>): Promise<void> {
    worker.isBusy = true;
    clearTimeout(worker.idleTimer);
    try {
      resolve(await worker.subprocess.ask<Task, Value>(task));
    } catch (error) {
      reject(this.isClosed ? new SubprocessError("pool-closed", "the pool was closed") : error);
    }
    worker.isBusy = false;
    if (worker.subprocess.isOpen) {
      worker.idleTimer = setTimeout(() => void this.dismiss(worker), this.options.idleMs);
      worker.idleTimer.unref();
    } else {
      this.workers.delete(worker);
    }
    if (!this.isClosed) this.advance();
  }

  private async dismiss(worker: Worker): Promise<void> {
    clearTimeout(worker.idleTimer);
    this.workers.delete(worker);
    await worker.subprocess.close();
  }
}
