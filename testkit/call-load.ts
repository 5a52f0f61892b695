import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";

const ENTRY = path.resolve(import.meta.dirname, "call-load-process.ts");
const ANSWER_MS_MAX = 60_000;

/** How many calls, and how long each. */
export interface LoadOptions {
  /** Goes before the Call-ID of every call, so that runs are told apart in the records. */
  readonly name: string;
  readonly perSecond: number;
  readonly ringMs: number;
  readonly talkMs: number;
}

/** What callers and phones counted. */
export interface LoadFigures {
  readonly offered: number;
  /** Call-IDs of the calls that were answered. */
  readonly answered: readonly string[];
  /** Answered, talked, hung up, and the hang-up confirmed. */
  readonly completed: number;
  readonly failed: number;
  /** Failed calls by what was the matter. */
  readonly why: Readonly<Record<string, number>>;
  /** Requests and answers that either side had to say again. */
  readonly retransmissions: number;
  /** From the INVITE to the first ringing, or to the answer where nothing rings. */
  readonly pddMs: readonly number[];
  /** How long calls were offered. */
  readonly seconds: number;
  /** What the load itself cost. */
  readonly cpuSeconds: number;
}

/** What the process of the load is told. */
export type LoadCommand =
  | {
      readonly kind: "open";
      /** Where calls go; this machine by its loopback address where it is absent. */
      readonly sipHost?: string;
      readonly sipPort: number;
      readonly lines: readonly string[];
      readonly phones: readonly string[];
      readonly codes: readonly string[];
    }
  | { readonly kind: "start"; readonly wish: LoadOptions }
  | { readonly kind: "mark" }
  | { readonly kind: "stop"; readonly drainMs: number };

/** What it answers. */
export type LoadAnswer =
  | { readonly kind: "open"; readonly ports: readonly number[] }
  | { readonly kind: "answered-again"; readonly afterMs: number }
  | { readonly kind: "figures"; readonly figures: LoadFigures };

/** Callers and phones while they are there. */
export interface CallLoad {
  /** Ports of the phones, in the order of their addresses. */
  readonly ports: readonly number[];
  /** Begins to call. */
  start(options: LoadOptions): void;
  /** Milliseconds from now until a call that begins from now on is answered; undefined after `limitMs`. */
  untilAnswered(limitMs: number): Promise<number | undefined>;
  /** Begins no more calls, lets those that are there end for as long as `drainMs`, and counts. */
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
    start: (options) => say({ kind: "start", wish: options }),
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
