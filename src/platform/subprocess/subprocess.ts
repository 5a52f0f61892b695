import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";

/** Resource limits of a subprocess. */
export interface SubprocessLimits {
  /**
   * A task that takes longer ends the subprocess: measured in CPU time if the kernel has `/proc`, because a busy machine says nothing
   * about a file, and in four times as much real time.
   */
  readonly taskMsMax: number;
  /** Size of the JavaScript heap. */
  readonly heapMegabytesMax: number;
  /** Resident memory, with buffers and WebAssembly. Checked if the kernel has `/proc`. */
  readonly memoryMegabytesMax: number;
  /** Niceness as in setpriority(2); 5 by default, for files from outside. */
  readonly niceness?: number;
}

/** Why a task failed; the message of `task-failed` names the cause. */
export type SubprocessFailure = "task-failed" | "task-timed-out" | "worker-crashed" | "pool-full" | "pool-closed";

/** Thrown by subprocesses and their pools. */
export class SubprocessError extends Error {
  override readonly name = "SubprocessError";
  readonly code: SubprocessFailure;

  /** Names the failure. */
  constructor(code: SubprocessFailure, message: string) {
    super(message);
    this.code = code;
  }
}

/** Response of a subprocess to a task. */
export type TaskAnswer<Value> =
  | { readonly value: Value }
  | { readonly failure: { readonly name: string; readonly message: string } };

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: SubprocessError) => void;
  readonly timer: NodeJS.Timeout;
  readonly useTimer: NodeJS.Timeout;
}

/**
 * Lower priority than serving processes, so that four hostile files do not delay a call or a page. On a machine with three busy processes a core, a
 * program starts within 6 s at 5 and within 23 s at 10.
 */
const NICENESS = 5;
const USE_CHECK_MS = 100;
const KILOBYTES_OF_MEGABYTE = 1_024;
/** The unit of CPU time in `/proc` (`USER_HZ`, 100 on every Linux that Node supports). */
const TICK_MS = 10;
const REAL_TIME_FACTOR = 4;

const SOURCES = fileURLToPath(new URL("../../", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../../package.json", import.meta.url));
const LIBRARIES = createRequire(import.meta.url).resolve.paths("any") ?? [];

/**
 * Starts a program in a separate process. It may read only its own code, write no file, start no process or thread, and gets no
 * environment variable except TZ, because those hold secrets. The caller closes it.
 */
export function openSubprocess(program: URL, limits: SubprocessLimits): Subprocess {
  return new Subprocess(program, limits);
}

/** Carries out one task in a subprocess that ends with it. Rejects with `SubprocessError`. */
export async function runInSubprocess<Task, Value>(program: URL, task: Task, limits: SubprocessLimits): Promise<Value> {
  const subprocess = openSubprocess(program, limits);
  try {
    return await subprocess.ask<Task, Value>(task);
  } finally {
    await subprocess.close();
  }
}

/** A program in a separate process that carries out one task at a time; `close` may be called twice. */
export class Subprocess {
  private readonly child: ChildProcess;
  private readonly limits: SubprocessLimits;
  private readonly gone: Promise<unknown>;
  private pending: Pending | null = null;
  private ended: SubprocessError | null = null;

  /** Starts the program. */
  constructor(program: URL, limits: SubprocessLimits) {
    this.limits = limits;
    const path = fileURLToPath(program);
    const readable = [SOURCES, PACKAGE, path, ...LIBRARIES].map((place) => `--allow-fs-read=${place}`);
    this.child = fork(path, [], {
      execArgv: ["--permission", ...readable, `--max-old-space-size=${limits.heapMegabytesMax}`],
      // ZIP archives store times in the time zone of the machine.
      env: process.env["TZ"] === undefined ? {} : { TZ: process.env["TZ"] },
      serialization: "advanced",
      // Decoders print parts of the files they read, so their output is discarded.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.gone = once(this.child, "exit").catch(() => undefined);
    this.child.on("spawn", () => this.lowerPriority());
    this.child.on("message", (answer) => this.settle(answer as TaskAnswer<unknown>));
    this.child.on("error", (error) => this.end(new SubprocessError("worker-crashed", error.message)));
    this.child.on("exit", (code, signal) =>
      this.end(new SubprocessError("worker-crashed", `the subprocess ended with ${signal ?? code}`)),
    );
    this.release();
  }

  /** False once the subprocess has ended or was ended. */
  get isOpen(): boolean {
    return this.ended === null;
  }

  /** Sends a task and waits for its response. Rejects with `SubprocessError`; after a time-out or a crash the subprocess has ended. */
  ask<Task, Value>(task: Task): Promise<Value> {
    if (this.ended !== null) return Promise.reject(this.ended);
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    const { taskMsMax } = this.limits;
    const beganMs = processorMs(this.child.pid);
    const realMsMax = beganMs === null ? taskMsMax : taskMsMax * REAL_TIME_FACTOR;
    this.pending = {
      resolve: (value) => resolve(value as Value),
      reject,
      timer: setTimeout(() => this.endLate(realMsMax), realMsMax),
      useTimer: setInterval(() => this.checkUse(beganMs ?? 0), USE_CHECK_MS),
    };
    this.child.ref();
    this.child.channel?.ref();
    this.child.send(task as object, (error) => {
      if (error) this.end(new SubprocessError("worker-crashed", error.message));
    });
    return promise;
  }

  /** Kills the subprocess and waits for its exit; its task fails. */
  async close(): Promise<void> {
    this.end(new SubprocessError("worker-crashed", "the subprocess was closed"));
    if (this.child.pid === undefined) return;
    this.child.ref();
    await this.gone;
    this.child.unref();
  }

  private settle(answer: TaskAnswer<unknown>): void {
    const { pending } = this;
    this.release();
    if ("value" in answer) pending?.resolve(answer.value);
    else pending?.reject(new SubprocessError("task-failed", `${answer.failure.name}: ${answer.failure.message}`));
  }

  private end(error: SubprocessError): void {
    if (this.ended !== null) return;
    this.ended = error;
    const { pending } = this;
    this.release();
    this.child.kill("SIGKILL");
    pending?.reject(error);
  }

  /** An idle subprocess does not keep this process running. */
  private release(): void {
    clearTimeout(this.pending?.timer);
    clearInterval(this.pending?.useTimer);
    this.pending = null;
    this.child.unref();
    this.child.channel?.unref();
  }

  private checkUse(beganMs: number): void {
    const { taskMsMax, memoryMegabytesMax } = this.limits;
    if ((processorMs(this.child.pid) ?? 0) - beganMs > taskMsMax) this.endLate(taskMsMax);
    if (residentMegabytes(this.child.pid) <= memoryMegabytesMax) return;
    this.end(new SubprocessError("worker-crashed", `more than ${memoryMegabytesMax} MB of memory`));
  }

  private endLate(afterMs: number): void {
    this.end(new SubprocessError("task-timed-out", `no answer after ${afterMs} ms`));
  }

  private lowerPriority(): void {
    try {
      if (this.child.pid !== undefined) setPriority(this.child.pid, this.limits.niceness ?? NICENESS);
    } catch {
      // It has ended already.
    }
  }
}

function residentMegabytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / KILOBYTES_OF_MEGABYTE;
  } catch {
    return 0;
  }
}

/** CPU time of a process in milliseconds (proc_pid_stat(5), fields 14 and 15); null without `/proc`. */
function processorMs(pid: number | undefined): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the name in parentheses, which may contain spaces.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}
