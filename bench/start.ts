import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { startTestSystem } from "../testkit/system.ts";
import type { Benchmark, Figures } from "./figures.ts";
import { pssMbOf } from "./process-figures.ts";

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "..");
const RUNS = 3;
const SETTLE_MS = 5_000;

/** Start time of the whole system, on a new folder and on an existing one; duration of the web build; memory at rest. */
export const start: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const figures: Figures[] = [];
    for (let nth = 0; nth < RUNS; nth += 1) {
      const measured = { ...(await measureStart()), web_build_ms: await measureWebBuild() };
      tell(`run ${nth + 1}: ${JSON.stringify(measured)}`);
      figures.push(measured);
    }
    return figures;
  },
};

async function measureStart(): Promise<Figures> {
  const coldMs = performance.now();
  const system = await startTestSystem({ SAMBUNG_DEMO: "on" });
  try {
    const cold = performance.now() - coldMs;
    process.kill(await system.pidOf("supervisor"), "SIGTERM");
    const left = await system.untilGone();
    if (left.length > 0) throw new Error(`processes stayed after the stop: ${left.join(", ")}`);
    const warmMs = performance.now();
    await system.start();
    const warm = performance.now() - warmMs;
    await delay(SETTLE_MS);
    return { cold_ms: cold, warm_ms: warm, idle_pss_mb: await pssMbOf(await system.processes()) };
  } finally {
    await system.close();
  }
}

/** Builds the screens from scratch into a separate folder. */
async function measureWebBuild(): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-bench-web-"));
  try {
    const vite = path.join(ROOT, "node_modules/vite/bin/vite.js");
    const config = path.join(ROOT, "web/vite.config.ts");
    const words = [vite, "build", "--config", config, "--logLevel", "error", "--outDir", folder, "--emptyOutDir"];
    const startedMs = performance.now();
    await run(process.execPath, words, {
      cwd: path.join(ROOT, "web"),
      env: { ...process.env, NODE_ENV: "production" },
    });
    return performance.now() - startedMs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
