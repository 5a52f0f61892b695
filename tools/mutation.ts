// Runs the mutation tests of `stryker.config.mjs`; prints the surviving mutants and the score, and fails below the score floor.
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const stryker = path.join(root, "node_modules/@stryker-mutator/core/bin/stryker.js");

process.exitCode = spawnSync(process.execPath, [stryker, "run"], { cwd: root, stdio: "inherit" }).status ?? 1;
