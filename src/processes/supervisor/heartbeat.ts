import type { ChildProcess } from "node:child_process";
import type { ChildMessage } from "../process-messages.ts";

const BEAT_MS = 1_000;
const CHECK_MS = 250;
/** A process without heartbeats for this long is killed and restarted. */
const SILENT_MS_MAX = 5_000;

/**
 * Sends a heartbeat to the supervisor at once and then each second, while the event loop of this process runs. The first one
 * is sent before the process serves, because its supervisor monitors it from the first one on.
 */
export function sendHeartbeats(): void {
  const message = { kind: "alive" } satisfies ChildMessage;
  const beat = (): void => {
    if (process.connected) process.send?.(message, undefined, {}, () => undefined);
  };
  beat();
  setInterval(beat, BEAT_MS).unref();
}

/**
 * Calls `onSilent` once when the heartbeats of a process stop for five seconds; a process without any heartbeat so far is not monitored. Time in
 * which this process itself was suspended, such as the sleep of a laptop, is not counted.
 */
export function watchHeartbeats(child: ChildProcess, onSilent: () => void): void {
  let lastBeatMs: number | null = null;
  let lastCheckMs = performance.now();
  child.on("message", (message) => {
    if ((message as ChildMessage).kind === "alive") lastBeatMs = performance.now();
  });
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const pausedMs = Math.max(0, nowMs - lastCheckMs - 2 * CHECK_MS);
    lastCheckMs = nowMs;
    if (lastBeatMs === null) return;
    lastBeatMs += pausedMs;
    if (nowMs - lastBeatMs <= SILENT_MS_MAX) return;
    clearInterval(timer);
    onSilent();
  }, CHECK_MS);
  child.once("exit", () => clearInterval(timer));
  child.once("error", () => clearInterval(timer));
}
