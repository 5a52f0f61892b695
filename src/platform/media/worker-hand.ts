import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Result, refuse } from "../../kernel/index.ts";
import type { MediaCommand } from "./commands.ts";
import type { MediaEvent, MediaRefusal } from "./engine.ts";
import type { Prompt } from "./player.ts";
import { endedByRestart, replay } from "./replay.ts";
import { afterCommand, afterPlay, EMPTY_SNAPSHOT, type Snapshot } from "./snapshot.ts";
import type { SegmentPlan } from "./split-recording.ts";
import type { FromWorker, ToWorker, WorkerBegin } from "./worker-messages.ts";

/** What a worker answered; the plan belongs to a recording that was stopped. */
export interface WorkerAnswer {
  readonly result: Result<unknown, MediaRefusal>;
  readonly plan: SegmentPlan | null;
}

/** What the hand is given. */
export interface HandWorld {
  /** What a worker starts with; asked anew for each start, so that journals never share a name. */
  readonly begin: () => WorkerBegin;
  readonly prompts: ReadonlyMap<string, Prompt>;
  readonly emit: (event: MediaEvent) => void;
  /** Reads what the journals of a crashed worker hold, before another one starts. */
  readonly recover: (journalName: string) => Promise<void>;
  readonly onThread: (threadId: number) => void;
  readonly onCrash: (error: Error | null) => void;
}

const RESTART_AFTER_MS = 50;
const CLOSE_MS_MAX = 5_000;

/** Holds one worker: asks it, starts another one when it dies, and sets its legs up again on the same ports. */
export class WorkerHand {
  readonly #world: HandWorld;
  readonly #pending = new Map<number, (answer: WorkerAnswer) => void>();
  #worker: Worker;
  #name = "";
  #snapshot: Snapshot = EMPTY_SNAPSHOT;
  #ready = Promise.withResolvers<void>();
  #nextId = 0;
  #isClosing = false;

  constructor(world: HandWorld) {
    this.#world = world;
    this.#worker = this.#start();
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Settles once the worker takes commands, also after a restart. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Carries out a command and remembers it for a restart. */
  async request(command: MediaCommand): Promise<WorkerAnswer> {
    await this.#ready.promise;
    const answer = await this.#ask(command);
    const { result } = answer;
    if (result.ok) this.#snapshot = afterCommand(this.#snapshot, command, result.value);
    return answer;
  }

  /** Tells without waiting. */
  tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  /** Ends the worker as a crash would; for tests that kill. */
  async crash(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Ends the worker in order. */
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
    for (const [name, prompt] of this.#world.prompts) worker.postMessage({ kind: "prompt", name, prompt });
    worker.on("message", (message: FromWorker) => this.#hear(message));
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
    if (message.kind === "ready" && this.#snapshot.legs.size === 0) this.#ready.resolve();
  }

  #hearEvent(event: MediaEvent): void {
    if (event.kind === "play-ended") this.#snapshot = afterPlay(this.#snapshot, event.leg, event.play);
    this.#world.emit(event);
  }

  #ended(failure: Error | null): void {
    if (this.#isClosing) return;
    const endedMs = performance.now();
    const before = this.#snapshot;
    this.#ready = Promise.withResolvers<void>();
    this.#world.onCrash(failure);
    this.#dropPending();
    this.#restart(before, endedMs).catch((error: unknown) => {
      throw error;
    });
  }

  async #restart(before: Snapshot, endedMs: number): Promise<void> {
    await this.#world.recover(this.#name);
    await delay(RESTART_AFTER_MS);
    if (this.#isClosing) return;
    this.#worker = this.#start();
    const lost = await replay(before, async (command) => (await this.#ask(command)).result);
    for (const event of endedByRestart(before)) this.#hearEvent(event);
    this.#ready.resolve();
    this.#world.emit({ kind: "restarted", gapMs: Math.round(performance.now() - endedMs), lost });
  }

  #dropPending(): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const resolve of pending) resolve({ result: refuse("engine-failed"), plan: null });
  }
}
