import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../../platform/telemetry/index.ts";
import { type ChildMessage, EXIT_CANNOT_START, type SupervisorMessage } from "../process-messages.ts";
import { watchHeartbeats } from "./heartbeat.ts";
import { afterEnd, NO_ENDS } from "./restart-policy.ts";

/** A program that the supervisor keeps running. */
export interface SupervisedOptions {
  readonly name: string;
  /** Path of the program. */
  readonly entry: string;
  /** The environment of each start; computed anew, because a port may be known only after the first. */
  readonly env: () => NodeJS.ProcessEnv;
  readonly log: Log;
  /** Detects the first sign of readiness. */
  readonly readyWhen: (said: { readonly message?: ChildMessage; readonly line?: string }) => boolean;
  /** First message to each start. */
  readonly greeting?: () => SupervisorMessage | undefined;
  /** Called when it cannot start or failed too often. */
  readonly onGivenUp: (reason: string) => void;
}

/** A supervised program. */
export interface Supervised {
  /** Settles when it was ready for the first time; rejects when it never will be. */
  readonly ready: Promise<void>;
  pid(): number | undefined;
  /** Sends a message; a restarting program receives its greeting instead. */
  tell(message: SupervisorMessage): void;
  /** Ends it: requests a stop first, then kills; safe to call twice. */
  stop(): Promise<void>;
}

const STOP_MS_MAX = 10_000;
const SETPRIV = "/usr/bin/setpriv";

/** Starts a program and restarts it, with growing pauses, whenever it ends. */
export function supervise(options: SupervisedOptions): Supervised {
  let child: ChildProcess | undefined;
  let isStopping = false;
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);

  const keep = async () => {
    let ends = NO_ENDS;
    while (!isStopping) {
      let readyMs: number | null = null;
      const started = start(options, () => {
        readyMs ??= performance.now();
        ready.resolve();
      });
      child = started;
      watchHeartbeats(started, () => {
        options.log.error({ program: options.name }, "process.silent");
        started.kill("SIGKILL");
      });
      const code = await ended(started);
      if (isStopping) return;
      options.log.warn({ program: options.name, code }, "process.ended");
      const next = afterEnd(ends, { servedMs: readyMs === null ? null : performance.now() - readyMs });
      ends = next.state;
      if (code === EXIT_CANNOT_START || next.pauseMs === null) {
        const reason = `${options.name} cannot run (exit ${String(code)})`;
        ready.reject(new Error(reason));
        options.onGivenUp(reason);
        return;
      }
      await delay(next.pauseMs);
    }
  };
  const done = keep();
  return {
    ready: ready.promise,
    pid: () => child?.pid,
    tell: (message) => sendToChild(child, message),
    stop: async () => {
      isStopping = true;
      child?.kill("SIGTERM");
      const timer = setTimeout(() => child?.kill("SIGKILL"), STOP_MS_MAX);
      await done;
      clearTimeout(timer);
    },
  };
}

/** A child ends with its parent even when the parent is killed: by the kernel on Linux, by the closed channel elsewhere. */
function start(options: SupervisedOptions, onReady: () => void): ChildProcess {
  const tied = process.platform === "linux" && existsSync(SETPRIV) ? [SETPRIV, "--pdeathsig", "KILL"] : [];
  const words = [...tied, process.execPath, options.entry];
  const child = spawn(words[0] ?? process.execPath, words.slice(1), {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: options.env(),
  });
  const hear = (said: { readonly message?: ChildMessage; readonly line?: string }) => {
    if (options.readyWhen(said)) onReady();
  };
  child.on("message", (message) => hear({ message: message as ChildMessage }));
  sendToChild(child, options.greeting?.());
  child.stdout?.setEncoding("utf8");
  child.stdout?.on("data", (chunk: string) => {
    for (const line of chunk.split("\n")) if (line.startsWith('{"ready"')) hear({ line });
    if (!chunk.startsWith('{"ready"')) process.stdout.write(chunk);
  });
  child.on("error", (error) => options.log.error({ err: error, program: options.name }, "process.not-started"));
  return child;
}

/** A closed channel belongs to a child that has ended: the next start receives the greeting. */
function sendToChild(child: ChildProcess | undefined, message: SupervisorMessage | undefined): void {
  if (message !== undefined && child?.connected === true) child.send(message, () => undefined);
}

async function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.once("error", () => resolve(null));
  });
}
