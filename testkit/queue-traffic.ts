import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** What a process with traffic on a floor is told. */
export interface TrafficOptions {
  readonly seed: number;
  readonly file: string;
  readonly dataFolder: string;
  readonly databaseUrl: string;
  readonly tenantId: string;
  readonly queueId: string;
  readonly leaseMs: number;
}

/** One thing that a call was ordered or did, in the file of all lives. `callId` of a `dialled` is the contact's. */
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
  /** Nobody joins any more; who waits is served. */
  drain(): void;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  /** Gives the floor back and ends. */
  close(): Promise<void>;
  gone(): Promise<void>;
}

/** Starts a process with traffic; resolves when its desk is open. */
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

/** Everything that all lives have written down; a last line that was cut off by a kill is left out. */
export async function trafficLines(file: string): Promise<readonly TrafficLine[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as TrafficLine);
}
