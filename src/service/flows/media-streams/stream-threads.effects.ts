import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { FromStreams, RecognitionOrder, StreamOrder, ToStreams } from "./stream-order.ts";

/** Maximum heap for messages of applications. */
const HEAP_MB_MAX = 512;
const [STOP_MS_MAX, LOOK_MS] = [500, 20];

/** Events of one stream from the socket thread. */
export type StreamThreadEvent = Extract<FromStreams, { readonly kind: "connected" | "ended" }>;

/** Events of a recogniser from the socket thread. */
export type RecognitionThreadEvent = Extract<FromStreams, { readonly kind: "heard" }>;

/** The socket thread, started with the first stream. */
export interface StreamThread {
  open(order: StreamOrder): void;
  hear(order: RecognitionOrder): void;
  finish(id: string): void;
  key(id: string, key: string): void;
  close(id: string): void;
  /** The port for the engine's reports; known once a stream has been connected. */
  port(): number;
  stop(): Promise<void>;
}

const NO_FIGURES = { sent: 0, dropped: 0, overflowed: 0, played: 0, unusable: 0 } as const;

/** Runs the thread; a crash ends its streams, and a new thread starts for the next one. */
export function openStreamThread({
  program,
  inside,
  log,
  onTold,
  onHeard = () => undefined,
}: {
  /** The module that the thread runs. */
  readonly program: URL;
  /** Internal hosts with their ports that may be contacted nevertheless. */
  readonly inside: readonly string[];
  readonly log: Log;
  readonly onTold: (event: StreamThreadEvent) => void;
  readonly onHeard?: (told: RecognitionThreadEvent) => void;
}): StreamThread {
  let worker: Worker | null = null;
  let port = 0;
  /** Streams that were connected before the thread has reported its port. */
  let early: StreamThreadEvent[] = [];
  const going = new Set<string>();
  const heard = (news: FromStreams): void => {
    if (news.kind === "ready") {
      port = news.port;
      for (const told of early.splice(0)) onTold(told);
      return;
    }
    if (news.kind === "heard") return onHeard(news);
    if (news.kind === "ended") going.delete(news.id);
    if (news.kind === "connected" && port === 0) early.push(news);
    else onTold(news);
  };
  const started = (): Worker => {
    const next = new Worker(program, {
      workerData: { inside },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    });
    next.on("message", heard);
    next.on("error", (error: unknown) => log.error({ err: error }, "streams.thread-failed"));
    next.on("exit", () => {
      if (worker !== next) return;
      worker = null;
      [port, early] = [0, []];
      for (const id of [...going]) heard({ kind: "ended", id, fault: "our-fault", figures: NO_FIGURES });
    });
    next.unref();
    return next;
  };
  const tell = (message: ToStreams): void => worker?.postMessage(message);
  const begin = (message: Extract<ToStreams, { readonly kind: "open" | "hear" }>): void => {
    worker ??= started();
    going.add(message.order.id);
    tell(message);
  };
  return {
    open: (order) => begin({ kind: "open", order }),
    hear: (order) => begin({ kind: "hear", order }),
    finish: (id) => tell({ kind: "finish", id }),
    key: (id, key) => tell({ kind: "key", id, key }),
    close: (id) => tell({ kind: "close", id }),
    port: () => port,
    stop: async () => {
      // Applications receive the end of their streams before the thread stops.
      for (let waitedMs = 0; worker !== null && going.size > 0 && waitedMs < STOP_MS_MAX; waitedMs += LOOK_MS)
        await delay(LOOK_MS);
      const last = worker;
      worker = null;
      await last?.terminate();
    },
  };
}
