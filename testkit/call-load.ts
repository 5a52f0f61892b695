import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";

const ENTRY = path.resolve(import.meta.dirname, "call-load-process.ts");
const ANSWER_MS_MAX = 60_000;

/** Number of calls, and the length of each. */
export interface LoadOptions {
  /** Prefix of the Call-ID of every call, which distinguishes runs in the records. */
  readonly name: string;
  readonly perSecond: number;
  readonly ringMs: number;
  readonly talkMs: number;
}

/** Counters of callers and phones. */
export interface LoadFigures {
  readonly offered: number;
  /** Call-IDs of the calls that were answered. */
  readonly answered: readonly string[];
  /** Calls that were answered, connected, hung up, and whose BYE was confirmed. */
  readonly completed: number;
  readonly failed: number;
  /** Failed calls by reason. */
  readonly why: Readonly<Record<string, number>>;
  /** Retransmitted requests and responses of both sides. */
  readonly retransmissions: number;
  /** From the INVITE to the first ringing, or to the answer when nothing rings. */
  readonly pddMs: readonly number[];
  /**
   * Milliseconds between both sides of calls whose phone belongs to the load: INVITE to INVITE, ringing to ringing, answer to answer;
   * `setup` is the first and the last together.
   */
  readonly stages: Readonly<Record<"toPhone" | "ringing" | "answer" | "setup", readonly number[]>>;
  /** Duration of the load. */
  readonly seconds: number;
  /** CPU time of the load itself. */
  readonly cpuSeconds: number;
}

/** Messages to the process of the load. */
export type LoadCommand =
  | {
      readonly kind: "open";
      /** Destination of the calls; the loopback address of this machine if omitted. */
      readonly sipHost?: string;
      readonly sipPort: number;
      readonly lines: readonly string[];
      readonly phones: readonly string[];
      readonly codes: readonly string[];
    }
  | { readonly kind: "start"; readonly options: LoadOptions }
  | { readonly kind: "mark" }
  | { readonly kind: "stop"; readonly drainMs: number };

/** Responses of the process. */
export type LoadAnswer =
  | { readonly kind: "open"; readonly ports: readonly number[] }
  | { readonly kind: "answered-again"; readonly afterMs: number }
  | { readonly kind: "figures"; readonly figures: LoadFigures };

/** Open callers and phones. */
export interface CallLoad {
  /** Ports of the phones, in the order of their addresses. */
  readonly ports: readonly number[];
  /** Starts the calls. */
  start(options: LoadOptions): void;
  /** Milliseconds from now until a call started after now is answered; undefined after `limitMs`. */
  untilAnswered(limitMs: number): Promise<number | undefined>;
  /** Stops starting calls, lets calls in progress end for up to `drainMs`, and returns the counters. */
  stop(drainMs: number): Promise<LoadFigures>;
  close(): void;
}

/** Starts a process with callers at some loopback addresses and phones at others. */
export async function openCallLoad(setUp: Omit<Extract<LoadCommand, { kind: "open" }>, "kind">): Promise<CallLoad> {
  const child = fork(ENTRY, [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const say = (command: LoadCommand) => void child.send(command);
  const opened = answerOf(child, "open");
  say({ kind: "open", ...setUp });
  const { ports } = await opened;
  return {
    ports,
    start: (options) => say({ kind: "start", options }),
    untilAnswered: async (limitMs) => {
      const heard = answerOf(child, "answered-again", limitMs).then(
        ({ afterMs }) => afterMs,
        () => undefined,
      );
      say({ kind: "mark" });
      return heard;
    },
    stop: async (drainMs) => {
      const heard = answerOf(child, "figures");
      say({ kind: "stop", drainMs });
      return (await heard).figures;
    },
    close: () => void child.kill("SIGKILL"),
  };
}

function answerOf<Kind extends LoadAnswer["kind"]>(
  child: ChildProcess,
  kind: Kind,
  limitMs = ANSWER_MS_MAX,
): Promise<Extract<LoadAnswer, { readonly kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      child.off("message", hear);
      child.off("exit", ended);
    };
    const hear = (message: unknown) => {
      const answer = message as LoadAnswer;
      if (answer.kind !== kind) return;
      done();
      resolve(answer as Extract<LoadAnswer, { readonly kind: Kind }>);
    };
    const ended = () => {
      done();
      reject(new Error("the load ended"));
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(`the load did not say ${kind} within ${limitMs} ms`));
    }, limitMs);
    child.on("message", hear);
    child.once("exit", ended);
  });
}
