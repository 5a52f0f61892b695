// `npm run dev`: the whole system, restarted when a server file changes, and the screens with hot reload.
import { type ChildProcess, spawn } from "node:child_process";
import { watch } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const WATCHED = ["src", "db", "locales", "simulators"];
/** An editor writes several files at once. */
const SETTLE_MS = 200;

const port = process.env["SAMBUNG_HTTP_PORT"] ?? "8080";
const env = { ...process.env, SAMBUNG_PORTAL: process.env["SAMBUNG_PORTAL"] ?? `http://127.0.0.1:${port}` };
const start = (file: string, ...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [path.join(ROOT, file), ...args], { cwd: ROOT, env, stdio: "inherit" });

let isStopping = false;
let isChanged = false;
let server: ChildProcess;

/** Runs the server until it ends, and again when a change ended it. Node's own `--watch` would report into our worker threads. */
function runServer(): void {
  isChanged = false;
  server = start("src/processes/cli.ts", "start");
  server.on("exit", (code) => {
    if (isChanged && !isStopping) return runServer();
    stop(code ?? 1);
  });
}

function stop(code: number): void {
  isStopping = true;
  server.kill("SIGTERM");
  screens.kill("SIGTERM");
  process.exitCode = code;
  for (const watcher of watchers) watcher.close();
}

let settling: NodeJS.Timeout | undefined;
const watchers = WATCHED.map((folder) =>
  watch(path.join(ROOT, folder), { recursive: true }, (_, file) => {
    if (file === null || file.includes(".test.")) return;
    clearTimeout(settling);
    settling = setTimeout(() => {
      console.log(`${folder}/${file} changed: the server starts again.`);
      isChanged = true;
      server.kill("SIGTERM");
    }, SETTLE_MS);
  }),
);
const screens = start("node_modules/vite/bin/vite.js", "--config", path.join(ROOT, "web/vite.config.ts"));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(0));
console.log("The screens with hot reload are at the address below; the portal's own address serves the last build.");
runServer();
