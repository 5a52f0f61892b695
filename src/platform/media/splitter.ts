import { Worker } from "node:worker_threads";
import type { RecordingSegment } from "./engine.ts";
import type { SplitOrder } from "./split-recording.ts";

interface Reply {
  readonly id: number;
  readonly segment?: RecordingSegment;
  readonly failure?: string;
}

/** The thread that makes files of recordings; it starts with the first file and again after a failure. */
export class Splitter {
  readonly #pending = new Map<number, (segment: RecordingSegment | null) => void>();
  #worker: Worker | null = null;
  #nextId = 0;

  /** Makes the file of a segment; null when the disk or the thread failed. */
  split(order: SplitOrder): Promise<RecordingSegment | null> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    this.#nextId += 1;
    const id = this.#nextId;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      worker.postMessage({ id, order });
    });
  }

  /** Ends the thread; an unfinished file is lost, its journals are not. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./split-worker.ts", import.meta.url), { execArgv: [] });
    worker.on("message", ({ id, segment }: Reply) => {
      this.#pending.get(id)?.(segment ?? null);
      this.#pending.delete(id);
    });
    worker.on("error", () => undefined);
    worker.on("exit", () => {
      this.#worker = null;
      const pending = [...this.#pending.values()];
      this.#pending.clear();
      for (const resolve of pending) resolve(null);
    });
    worker.unref();
    return worker;
  }
}
