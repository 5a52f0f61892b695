import path from "node:path";
import type { Log } from "../../platform/telemetry/index.ts";
import { CALLERS_URL, type ChildMessage, type RingMessage, type RungMessage } from "../process-messages.ts";
import { type Supervised, type SupervisedOptions, supervise } from "../supervisor/supervised.ts";

const CALLERS = path.resolve(import.meta.dirname, "../demonstration-callers.ts");
/** How long after a visitor's last request the demonstration counts as idle. */
export const VISIT_IDLE_MS = 600_000;
/** The longest call in progress ends before. */
const DRAIN_MS_MAX = 300_000;

/** Where simulated phones and their operator reach the demonstration. */
export interface CallersTarget {
  readonly url: string;
  readonly sipPort: number;
}

/** The process of simulated callers and agents, which runs while a visitor uses the demonstration. */
export interface LiveCallers {
  /** A visitor sent a request: starts the process, or lets it run on. */
  visited(): void;
  /** Rings the visitor's agent; the answer comes by `onRung`. */
  ring(message: RingMessage): void;
  /** Undefined while it does not run. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

/** What the process of simulated callers is started with. */
interface LiveCallersOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly idleMs: number;
  readonly target: CallersTarget;
  readonly onRung: (message: RungMessage) => void;
}

/** Runs nothing and has no timer until the first visit, nor after the last one. */
export function openLiveCallers(options: LiveCallersOptions): LiveCallers {
  const { log, idleMs, onRung } = options;
  let running: Supervised | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isIdle = false;
  let isStopped = false;
  const endNow = (): void => {
    end().catch((error: unknown) => log.error({ err: error }, "callers.not-ended"));
  };
  const end = async (): Promise<void> => {
    clearTimeout(timer);
    const ending = running;
    running = undefined;
    isIdle = false;
    await ending?.stop();
  };
  const drain = (): void => {
    isIdle = true;
    running?.tell({ kind: "drain" });
    timer = setTimeout(() => endNow(), DRAIN_MS_MAX);
  };
  const receive = (message: ChildMessage | undefined): boolean => {
    if (message?.kind === "rung") onRung(message);
    if (message?.kind === "drained") endNow();
    return message?.kind === "callers-ready";
  };
  const start = (): Supervised =>
    superviseCallers({
      ...options,
      receive,
      greeting: () => (isIdle ? { kind: "drain" } : undefined),
      onGivenUp: (reason) => {
        log.error({ reason }, "callers.given-up");
        endNow();
      },
    });
  const visited = (): void => {
    if (isStopped) return;
    running ??= start();
    if (isIdle) running.tell({ kind: "visitor-active" });
    isIdle = false;
    clearTimeout(timer);
    timer = setTimeout(drain, idleMs);
  };
  return {
    visited,
    ring: (message) => {
      visited();
      running?.tell(message);
    },
    pid: () => running?.pid(),
    stop: async () => {
      isStopped = true;
      await end();
    },
  };
}

function superviseCallers({
  env,
  log,
  target: { url, sipPort },
  receive,
  greeting,
  onGivenUp,
}: Pick<LiveCallersOptions, "env" | "log" | "target"> &
  Required<Pick<SupervisedOptions, "greeting" | "onGivenUp">> & {
    /** True once the process is ready. */
    readonly receive: (message: ChildMessage | undefined) => boolean;
  }): Supervised {
  return supervise({
    name: "callers",
    entry: CALLERS,
    env: () => ({ ...env, [CALLERS_URL]: url, SAMBUNG_SIP_PORT: String(sipPort) }),
    log,
    greeting,
    readyWhen: ({ message }) => receive(message),
    onGivenUp,
  });
}
