// `npm run dev`: the whole system, started again when a server file changes, and the screens with hot reload.
import { spawn } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const WATCHED = ["src", "db", "locales", "simulators"].map((folder) => `--watch-path=${path.join(ROOT, folder)}`);
const SERVER = ["--watch", ...WATCHED, "--watch-preserve-output", path.join(ROOT, "src/processes/cli.ts"), "start"];
const SCREENS = [path.join(ROOT, "node_modules/vite/bin/vite.js"), "--config", path.join(ROOT, "web/vite.config.ts")];

const port = process.env["SAMBUNG_HTTP_PORT"] ?? "8080";
const env = { ...process.env, SAMBUNG_PORTAL: process.env["SAMBUNG_PORTAL"] ?? `http://127.0.0.1:${port}` };
const children = [SERVER, SCREENS].map((args) => spawn(process.execPath, args, { cwd: ROOT, env, stdio: "inherit" }));

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => children.map((child) => child.kill(signal)));
for (const child of children) {
  child.on("exit", (code) => {
    for (const other of children) other.kill("SIGTERM");
    process.exitCode ||= code ?? 1;
  });
}
console.log(
  "Screens with hot reload: http://127.0.0.1:5173 (see below). The portal serves the last build until it starts again.",
);
