import { readFile, rm } from "node:fs/promises";
import { type DatabaseAccess, migrate, startEmbeddedServer } from "../src/platform/database/index.ts";
import { openLog } from "../src/platform/telemetry/index.ts";
import { makeQuickFolder } from "./quick-folder.ts";

const WARNINGS_MAX = 20;
const warnings: string[] = [];
const named = process.env["SAMBUNG_TEST_LOG"];

/** A log for tests: discarded unless SAMBUNG_TEST_LOG names a level; its last warnings are stored. */
export const testLog = openLog(
  named === undefined
    ? { process: "test", level: "warn", sink: { write: keepWarning } }
    : { process: "test", level: named },
);

function keepWarning(line: string): void {
  warnings.push(line.trimEnd());
  if (warnings.length > WARNINGS_MAX) warnings.shift();
}

/** The last warnings of the program under test, for a failed test. */
export const lastWarnings = (): readonly string[] => [...warnings];

/** A temporary server with a migrated database; `close` removes every trace. */
export interface TestServer {
  readonly access: DatabaseAccess;
  readonly dataFolder: string;
  /** Stops the server until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Suspends the processes of the server, or only those of its connections, without ending them; returns the function that resumes them. */
  freeze(what?: "server" | "connections"): Promise<() => void>;
  close(): Promise<void>;
}

/** Starts a temporary PostgreSQL (fsync off) in a temporary folder and migrates it. */
export async function startTestServer(): Promise<TestServer> {
  const dataFolder = await makeQuickFolder("test");
  const programs = process.env["SAMBUNG_TEST_POSTGRES"];
  const begin = () => startEmbeddedServer({ dataFolder, log: testLog, durable: false, programs });
  let server = await begin();
  await migrate(server.access);
  return {
    access: server.access,
    dataFolder,
    stop: () => server.stop(),
    start: async () => {
      server = await begin();
    },
    freeze: async (what = "server") => {
      const { pid } = server;
      if (what === "server") process.kill(pid, "SIGSTOP");
      const children = what === "server" ? await childrenOf(pid) : await connectionsOf(pid);
      for (const child of children) signal(child, "SIGSTOP");
      return () => {
        for (const one of [...children, pid]) signal(one, "SIGCONT");
      };
    },
    close: async () => {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean).map(Number);
}

/** The backend processes of connections, by their process titles. */
async function connectionsOf(pid: number): Promise<readonly number[]> {
  const children = await childrenOf(pid);
  const names = await Promise.all(children.map((one) => readFile(`/proc/${one}/cmdline`, "utf8").catch(() => "")));
  return children.filter((_, index) => names[index]?.startsWith("postgres: sambung_") === true);
}

/** A process that has ended in between needs no signal. */
function signal(pid: number, name: "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone.
  }
}
