import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** Start parameters of a process with queue traffic. */
export interface TrafficOptions {
  readonly seed: number;
  readonly file: string;
  readonly dataFolder: string;
  readonly databaseUrl: string;
  readonly tenantId: string;
  readonly queueId: string;
  readonly leaseMs: number;
}

/** One command to a call or event of it, in the file of all runs. `callId` of a `dialled` is the contact's. */
export interface TrafficLine {
  readonly what: "joined" | "rung" | "connected" | "dialled" | "booked" | "over";
  readonly callId: string;
  readonly agentId: string | null;
  readonly atMs: number;
  readonly life: number;
}

/** A switch with traffic, as a process. */
export interface Traffic {
  readonly life: number;
  /** Stops new callers; waiting ones are served. */
  drain(): void;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  /** Releases the ACD and ends. */
  close(): Promise<void>;
  gone(): Promise<void>;
}

/** Starts a process with traffic; resolves when its ACD engine is open. */
export async function startTraffic(options: TrafficOptions): Promise<Traffic> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, "queue-traffic-process.ts"), [
    JSON.stringify(options),
  ]);
  const exited = once(child, "exit");
  await Promise.race([
    once(child, "message"),
    exited.then(() => Promise.reject(new Error("the process of traffic ended before it was ready"))),
  ]);
  return {
    life: options.seed,
    drain: () => void child.send("drain"),
    signal: (name) => void child.kill(name),
    close: async () => {
      child.send("close");
      await exited;
    },
    gone: async () => {
      await exited;
    },
  };
}

/** All lines of all runs; a last line truncated by a kill is left out. */
export async function trafficLines(file: string): Promise<readonly TrafficLine[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as TrafficLine);
}
