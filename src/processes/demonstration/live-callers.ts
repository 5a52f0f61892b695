import path from "node:path";
import type { Log } from "../../platform/telemetry/index.ts";
import { CALLERS_URL, type ChildMessage, type RingMessage, type RungMessage } from "../process-messages.ts";
import { type Supervised, type SupervisedOptions, supervise } from "../supervisor/supervised.ts";

const CALLERS = path.resolve(import.meta.dirname, "../demonstration-callers.ts");
/** Time after a user's last request until the demonstration counts as idle. */
export const VISIT_IDLE_MS = 600_000;
/** Time limit for the calls in progress. */
const DRAIN_MS_MAX = 300_000;

/** Address of the demonstration for simulated phones and their operator. */
export interface CallersTarget {
  readonly url: string;
  readonly sipPort: number;
}

/** The process of simulated callers and agents, which runs while a user tries the demonstration. */
export interface LiveCallers {
  /** A user sent a request: starts the process, or keeps it running. */
  visited(): void;
  /** Rings the user's agent; `onRung` receives the result. */
  ring(message: RingMessage): void;
  /** Undefined while the process does not run. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

/** Options of the process of simulated callers. */
interface LiveCallersOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** Time from the last request to the end of the simulated calls; 0 = none begin. */
  readonly idleMs: number;
  readonly target: CallersTarget;
  readonly onRung: (message: RungMessage) => void;
}

/** Has neither a process nor a timer before the first visit and after the last one. */
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
    if (isStopped || idleMs === 0) return;
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
