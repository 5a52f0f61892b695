import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Result, refuse } from "../../kernel/index.ts";
import type { MediaCommand } from "./commands.ts";
import type { MediaEvent, MediaRefusal } from "./engine.ts";
import type { Prompt } from "./player.ts";
import { endedByRestart, replay } from "./replay.ts";
import { type Snapshot, SnapshotKeeper } from "./snapshot.ts";
import type { SegmentPlan } from "./split-recording.ts";
import type { FromWorker, ToWorker, WorkerBegin } from "./worker-messages.ts";

/** Response of a worker; the plan belongs to a stopped recording. */
export interface WorkerAnswer {
  readonly result: Result<unknown, MediaRefusal>;
  readonly plan: SegmentPlan | null;
}

/** Dependencies of the worker proxy. */
export interface WorkerProxyContext {
  /** Start parameters of a worker; computed anew for each start, so that journal names are never reused. */
  readonly begin: () => WorkerBegin;
  readonly prompts: ReadonlyMap<string, Prompt>;
  readonly emit: (event: MediaEvent) => void;
  /** Recovers the journals of a crashed worker before another one starts. */
  readonly recover: (journalName: string) => Promise<void>;
  readonly onThread: (threadId: number) => void;
  readonly onCrash: (error: Error | null) => void;
}

const RESTART_AFTER_MS = 50;
const CLOSE_MS_MAX = 5_000;

/** Controls one worker: sends it commands, starts a new one when it dies, and sets up its legs again on the same ports. */
export class WorkerHand {
  readonly #world: WorkerProxyContext;
  /** Messages of this turn of the event loop: they are sent as one message, because each one wakes the worker. */
  #told: ToWorker[] = [];
  readonly #pending = new Map<number, (answer: WorkerAnswer) => void>();
  #worker: Worker;
  #name = "";
  readonly #snapshot = new SnapshotKeeper();
  #ready = Promise.withResolvers<void>();
  #nextId = 0;
  #isClosing = false;

  constructor(proxyContext: WorkerProxyContext) {
    this.#world = proxyContext;
    this.#worker = this.#start();
  }

  get snapshot(): Snapshot {
    return this.#snapshot.now;
  }

  /** Settles once the worker accepts commands, also after a restart. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Carries out a command and stores it for a restart. */
  async request(command: MediaCommand): Promise<WorkerAnswer> {
    await this.#ready.promise;
    const answer = await this.#ask(command);
    const { result } = answer;
    if (result.ok) this.#snapshot.carriedOut(command, result.value);
    return answer;
  }

  /** Sends a message without waiting for a response. */
  tell(message: ToWorker): void {
    if (this.#told.length === 0) setImmediate(() => this.#post());
    this.#told.push(message);
  }

  #post(): void {
    if (this.#told.length > 0) this.#worker.postMessage(this.#told);
    this.#told = [];
  }

  /** Ends the worker as a crash does; for crash tests. */
  async crash(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Shuts the worker down. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const closed = new Promise((resolve) => this.#worker.once("exit", resolve));
    this.tell({ kind: "close" });
    await Promise.race([closed, delay(CLOSE_MS_MAX, undefined, { ref: false })]);
    await this.#worker.terminate();
    this.#dropPending();
  }

  #ask(command: MediaCommand): Promise<WorkerAnswer> {
    this.#nextId += 1;
    const id = this.#nextId;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      this.tell({ kind: "command", id, command });
    });
  }

  #start(): Worker {
    const begin = this.#world.begin();
    this.#name = begin.name;
    const worker = new Worker(new URL("./rtp-worker.ts", import.meta.url), { workerData: begin, execArgv: [] });
    for (const [name, prompt] of this.#world.prompts)
      worker.postMessage([{ kind: "prompt", name, prompt }] satisfies readonly ToWorker[]);
    worker.on("message", (messages: readonly FromWorker[]) => {
      for (const message of messages) this.#hear(message);
    });
    let failure: Error | null = null;
    worker.on("error", (error: unknown) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    worker.on("exit", () => this.#ended(failure));
    return worker;
  }

  #hear(message: FromWorker): void {
    if (message.kind === "answer") {
      this.#pending.get(message.id)?.({ result: message.result, plan: message.plan });
      this.#pending.delete(message.id);
    }
    if (message.kind === "event") this.#hearEvent(message.event);
    if (message.kind === "ready" && message.threadId !== null) this.#world.onThread(message.threadId);
    if (message.kind === "ready" && this.#snapshot.now.legs.size === 0) this.#ready.resolve();
  }

  #hearEvent(event: MediaEvent): void {
    if (event.kind === "play-ended") this.#snapshot.playEnded(event.leg, event.play);
    this.#world.emit(event);
  }

  #ended(failure: Error | null): void {
    if (this.#isClosing) return;
    const endedMs = performance.now();
    this.#ready = Promise.withResolvers<void>();
    this.#world.onCrash(failure);
    this.#told = [];
    this.#dropPending();
    this.#restart(endedMs).catch((error: unknown) => {
      throw error;
    });
  }

  async #restart(endedMs: number): Promise<void> {
    await this.#world.recover(this.#name);
    await delay(RESTART_AFTER_MS);
    if (this.#isClosing) return;
    this.#worker = this.#start();
    const ended = endedByRestart(this.#snapshot.now);
    const lost = await replay(this.#snapshot.now, async (command) => (await this.#ask(command)).result);
    for (const event of ended) this.#hearEvent(event);
    this.#ready.resolve();
    this.#world.emit({ kind: "restarted", gapMs: Math.round(performance.now() - endedMs), lost });
  }

  #dropPending(): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const resolve of pending) resolve({ result: refuse("engine-failed"), plan: null });
  }
}
