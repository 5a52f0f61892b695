#!/usr/bin/env node
// `npm test`: everything CI runs, in order, each step with a time limit. A failing step does not stop the others.
// `node bin/check.mjs --only NAME` runs one step; plain JavaScript, because Node 20 may start it.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installTestPrograms } from "./check-programs.mjs";
import { testRun } from "./check-tests.mjs";
import { nodeBinary } from "./run.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const MINUTE_MS = 60_000;
const KILL_AFTER_MS = 10_000;
/** No run lasts longer than this, whatever its steps are allowed one by one. */
const RUN_MS_MAX = 84 * MINUTE_MS;
const endsBy = Date.now() + RUN_MS_MAX;

// Colours are for people only; Biome would colour a log file letter by letter.
const plainOutput = process.stdout.isTTY ? [] : ["--colors=off"];

const program = (file, ...args) => [path.join(root, file), ...args];
const inModules = (file, ...args) => program(path.join("node_modules", file), ...args);

/** The steps in order. `commands` run under our own Node, one after the other; `act` runs in this process. */
const steps = [
  { name: "programs", title: "programs that tests need", act: installTestPrograms, limitMs: 10 * MINUTE_MS },
  {
    name: "types",
    title: "types (server, tests, web)",
    commands: [inModules("tsgo/bin/tsc", "-p", "."), inModules("tsgo/bin/tsc", "-p", "web")],
    limitMs: 4 * MINUTE_MS,
  },
  {
    name: "biome",
    title: "format, lint, denied globals of pure files",
    commands: [
      inModules("@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "--max-diagnostics=100", ...plainOutput),
    ],
    limitMs: 2 * MINUTE_MS,
  },
  {
    name: "oxlint",
    title: "lint with types: promises, any, lengths",
    commands: [inModules("oxlint/bin/oxlint", "--type-aware", "--deny-warnings", "--format=stylish")],
    limitMs: 4 * MINUTE_MS,
  },
  {
    name: "imports",
    title: "who imports whom",
    commands: [program("tools/checks/run.ts", "imports")],
    limitMs: 3 * MINUTE_MS,
  },
  {
    name: "rules",
    title: "house rules that no library checks",
    commands: [program("tools/checks/run.ts", "--without", "imports")],
    limitMs: 3 * MINUTE_MS,
  },
  {
    name: "unused",
    title: "unused files, exports and dependencies",
    commands: [inModules("knip/bin/knip.js", "--no-progress", "--no-config-hints")],
    limitMs: 3 * MINUTE_MS,
  },
  {
    name: "generated",
    title: "generated files are as the tools make them",
    commands: [program("tools/generate.ts", "--check")],
    limitMs: 4 * MINUTE_MS,
  },
  {
    name: "web",
    title: "web build and its size",
    commands: [program("tools/web-size.ts")],
    limitMs: 4 * MINUTE_MS,
  },
  {
    name: "tests",
    title: "tests",
    act: (limitMs) => tests(limitMs).run(),
    limitMs: 80 * MINUTE_MS,
  },
];

let stopRunning = () => {};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    stopRunning();
    process.exit(130);
  });
}

/** Runs one command in a process group of its own, so that a time-out ends all it started. */
function runCommand(args, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(nodeBinary(), args, { cwd: root, stdio: "inherit", detached: true });
    const signalGroup = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // The group has ended already.
      }
    };
    stopRunning = () => signalGroup("SIGTERM");
    const timer = setTimeout(() => {
      console.error(`Stopped after ${Math.round(limitMs / 1000)} s, the limit of this step.`);
      signalGroup("SIGTERM");
      setTimeout(() => signalGroup("SIGKILL"), KILL_AFTER_MS).unref();
    }, limitMs);
    const end = (passed) => {
      clearTimeout(timer);
      stopRunning = () => {};
      resolve(passed);
    };
    child.on("error", (error) => {
      console.error(`Could not start: ${error.message}`);
      end(false);
    });
    child.on("exit", (code) => end(code === 0));
  });
}

/** The tests, each command of which may last as long as the step. */
const tests = (limitMs) => testRun(root, (args) => runCommand(args, limitMs));

async function runStep({ title, name, act, commands = [], limitMs: ownLimitMs }) {
  console.log(`\n== ${name}: ${title}`);
  const startedAt = Date.now();
  const limitMs = Math.max(1, Math.min(ownLimitMs, endsBy - startedAt));
  const results = [];
  try {
    if (act) results.push(await act(limitMs));
    for (const command of commands) results.push(await runCommand(command, limitMs));
  } catch (error) {
    console.error(error);
    results.push(false);
  }
  const passed = results.every(Boolean);
  console.log(`== ${name}: ${passed ? "ok" : "FAILED"} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  return { name, passed };
}

function chosenSteps(args) {
  const only = args[0] === "--only" ? args[1] : undefined;
  const chosen = args.length === 0 ? steps : steps.filter(({ name }) => name === only);
  if (chosen.length > 0) return chosen;
  console.error(`Usage: check.mjs [--only ${steps.map(({ name }) => name).join("|")}]`);
  process.exit(2);
}

async function main() {
  const chosen = chosenSteps(process.argv.slice(2));
  const results = [];
  for (const step of chosen) results.push(await runStep(step));

  const failing = results.filter(({ passed }) => !passed).map(({ name }) => name);
  console.log(`\nSteps: ${results.length - failing.length} of ${results.length} ok`);
  if (failing.length > 0) console.log(`Failing steps: ${failing.join(", ")}`);
  process.exitCode = failing.length === 0 ? 0 : 1;
  if (!chosen.some(({ name }) => name === "tests")) return;

  const { passed, failed, skipped, unsteady } = tests(0).count();
  for (const name of skipped) console.log(`Skipped: ${name}`);
  for (const name of unsteady) console.log(`Unsteady: ${name} (failed at first, passed alone)`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
}

await main();
