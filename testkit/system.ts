import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { present } from "../src/kernel/index.ts";
import {
  type DatabaseAccess,
  databaseAccess,
  type OpenDatabase,
  openDatabase,
} from "../src/platform/database/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { testLog } from "./database.ts";
import { freePort } from "./free-port.ts";
import { type Guests, openGuests } from "./guests.ts";
import type { FixtureContext } from "./users.ts";

const CLI = path.resolve(import.meta.dirname, "../src/processes/cli.ts");
const READY_MS_MAX = 150_000;
const ENDED_MS_MAX = 30_000;

/** A process of the system that a test may kill. */
export type Victim = "supervisor" | "portal" | "database" | "switch" | "media" | "gateway";

/** The real system as child processes on a temporary data folder: fsync on, a free port. */
export interface TestSystem extends Guests {
  readonly url: string;
  readonly dataFolder: string;
  readonly access: DatabaseAccess;
  readonly kit: FixtureContext;
  readonly database: OpenDatabase;
  /** Starts the supervisor (again) and waits until the portal serves. */
  start(): Promise<void>;
  /** Waits until the portal serves. */
  untilReady(): Promise<void>;
  pidOf(victim: Victim): Promise<number>;
  /** kill -9. */
  kill(victim: Victim): Promise<void>;
  /** Process ids of the data folder. */
  processes(): Promise<readonly number[]>;
  /** Waits until no process of the data folder is left; returns the remaining ones. */
  untilGone(): Promise<readonly number[]>;
  /** Ends everything and removes the folder, in any state. */
  close(): Promise<void>;
}

/**
 * Starts the real system; `env` adds settings. `existing` is an existing data folder; it is removed at the end too. `log` is an open
 * file for the output of its processes, which is empty unless `env` sets a log level.
 */
export async function startTestSystem(
  env: Readonly<Record<string, string>> = {},
  existing?: string,
  log?: number,
): Promise<TestSystem> {
  const dataFolder = existing ?? (await mkdtemp(path.join(os.tmpdir(), "sambung-system-")));
  const port = await freePort();
  const url = `${env["SAMBUNG_TLS_CERT"] === undefined ? "http" : "https"}://127.0.0.1:${port}`;
  const settings = {
    SAMBUNG_DATA: dataFolder,
    SAMBUNG_HTTP_PORT: String(port),
    SAMBUNG_DEMO: "off",
    // Tests with telephony name a port; no test uses the well-known one.
    SAMBUNG_SIP_PORT: "off",
    SAMBUNG_SIPS_PORT: "0",
    SAMBUNG_WS_PORT: "0",
    SAMBUNG_SMPP_PORT: "0",
    // A test that ends does not wait for its remaining calls.
    SAMBUNG_DRAIN_SECONDS: "0",
    ...env,
  };
  const access = await databaseAccess({ dataFolder, databaseUrl: undefined });
  const database = openDatabase({ access, role: "app", max: 5, log: testLog });
  const fixtureContext: FixtureContext = { ...createRuntimeContext(), db: database.db };
  let supervisor: ChildProcess | undefined;
  const pidOf = (victim: Victim) => findPid({ victim, dataFolder, supervisorPid: supervisor?.pid });
  const system: TestSystem = {
    ...openGuests(fixtureContext, url),
    url,
    dataFolder,
    access,
    kit: fixtureContext,
    database,
    start: async () => {
      supervisor = launch({ SAMBUNG_LOG_LEVEL: "silent", ...settings }, log);
      await untilReady(url, supervisor);
    },
    untilReady: () => untilReady(url, supervisor),
    pidOf,
    kill: async (victim) => {
      process.kill(await pidOf(victim), "SIGKILL");
    },
    processes: () => processesOf(dataFolder),
    untilGone: () => untilGone(dataFolder),
    close: async () => {
      await database.close();
      await endAll(supervisor, dataFolder);
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  try {
    await system.start();
  } catch (error) {
    await system.close();
    throw error;
  }
  return system;
}

function launch(env: Readonly<Record<string, string>>, log: number | undefined): ChildProcess {
  const child = spawn(process.execPath, [CLI, "start"], {
    env: { ...process.env, NODE_ENV: "development", ...env },
    stdio: ["ignore", log ?? "ignore", "inherit"],
  });
  child.on("error", () => undefined);
  return child;
}

async function untilReady(url: string, supervisor: ChildProcess | undefined): Promise<void> {
  const deadline = performance.now() + READY_MS_MAX;
  for (;;) {
    if (supervisor?.exitCode !== null && supervisor?.exitCode !== undefined) {
      throw new Error(`the system ended at start with code ${supervisor.exitCode}`);
    }
    const status = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    if (performance.now() > deadline) throw new Error("the system did not become ready");
    await delay(50);
  }
}

async function findPid(wanted: {
  readonly victim: Victim;
  readonly dataFolder: string;
  readonly supervisorPid: number | undefined;
}): Promise<number> {
  const { victim, dataFolder, supervisorPid } = wanted;
  if (victim === "supervisor") return present(supervisorPid, "the supervisor");
  if (victim === "database") {
    const lock = await readFile(path.join(dataFolder, "postgres", "postmaster.pid"), "utf8");
    return Number.parseInt(lock, 10);
  }
  const pids = await processesOf(dataFolder);
  const words = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  return present(
    pids.find((_, index) => words[index]?.includes(`processes/${victim}.ts`)),
    `the ${victim}`,
  );
}

/** Processes whose arguments, environment or working folder contain the data folder. */
export async function processesOf(dataFolder: string): Promise<readonly number[]> {
  const pids = (await readdir("/proc")).map(Number).filter((pid) => Number.isInteger(pid) && pid !== process.pid);
  const belongs = await Promise.all(pids.map((pid) => isOf(pid, dataFolder)));
  return pids.filter((_, index) => belongs[index]);
}

async function isOf(pid: number, dataFolder: string): Promise<boolean> {
  const traces = await Promise.all([
    readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""),
    readFile(`/proc/${pid}/environ`, "utf8").catch(() => ""),
    readlink(`/proc/${pid}/cwd`).catch(() => ""),
  ]);
  return traces.some((trace) => trace.includes(dataFolder));
}

async function untilGone(dataFolder: string): Promise<readonly number[]> {
  const deadline = performance.now() + ENDED_MS_MAX;
  for (;;) {
    const left = await processesOf(dataFolder);
    if (left.length === 0 || performance.now() > deadline) return left;
    await delay(50);
  }
}

/** Requests the supervisor to end, then kills the remaining processes of the folder. */
async function endAll(supervisor: ChildProcess | undefined, dataFolder: string): Promise<void> {
  supervisor?.kill("SIGTERM");
  for (const pid of await untilGone(dataFolder)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
  }
  await untilGone(dataFolder);
}
