import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** First-in-first-out priority of the workers; any value above ordinary threads suffices. */
const LEVEL = 10;
/** Below the workers, so that a helper thread never runs instead of a worker. */
const HELPER_LEVEL = 9;
const CHRT_MS_MAX = 2_000;
/** Thread names of V8's platform. */
const HELPERS: ReadonlySet<string> = new Set(["V8Worker", "DelayedTaskSche"]);

/**
 * Gives a thread real-time priority by `chrt -f`, so that a busy machine does not delay packets (measured: p99 of
 * the added delay 3.7 ms instead of up to 920 ms). False when that is not permitted or `chrt` is missing.
 */
export function runInRealtime(threadId: number): boolean {
  return setPriority(threadId, LEVEL);
}

/**
 * Gives the helper threads of V8 a priority just below the workers. A garbage collection in a worker waits until its compiler
 * thread reaches a safepoint; with ordinary priority on a busy machine that thread does not run for tens of milliseconds, and
 * the audio stops as long (measured: stalls of more than 20 ms in 40 calls at a load of 14).
 */
export function raiseHelpers(): void {
  for (const id of helperThreads()) setPriority(id, HELPER_LEVEL);
}

function setPriority(threadId: number, level: number): boolean {
  const done = spawnSync("chrt", ["-f", "-p", String(level), String(threadId)], {
    stdio: "ignore",
    timeout: CHRT_MS_MAX,
  });
  return done.status === 0;
}

/** Empty when the system does not list threads. */
function helperThreads(): readonly number[] {
  try {
    return readdirSync("/proc/self/task")
      .filter((id) => HELPERS.has(readFileSync(`/proc/self/task/${id}/comm`, "utf8").trim()))
      .map(Number);
  } catch {
    return [];
  }
}
