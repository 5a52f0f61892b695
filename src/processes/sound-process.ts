import type { Log } from "../platform/telemetry/index.ts";
import { sendHeartbeats } from "./supervisor/heartbeat.ts";

const STOP_MS_MAX = 8_000;

/**
 * Starts a process that serves a control socket and reports the socket to the supervisor. It shuts down on request of the supervisor, when
 * the supervisor has ended, and after a bug; a stop that hangs is aborted.
 */
export function serveAsChild(
  server: { readonly socketPath: string; close(): Promise<void> },
  { log }: { readonly log: Log },
): void {
  const stopNow = (code: number): void => {
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    server.close().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  sendHeartbeats();
  process.on("SIGTERM", () => stopNow(0));
  process.on("SIGINT", () => undefined);
  // A closed terminal sends it to every process; the supervisor decides how to react.
  process.on("SIGHUP", () => undefined);
  process.on("disconnect", () => stopNow(0));
  process.on("uncaughtException", (error) => {
    log.error({ err: error }, "process.failed");
    stopNow(1);
  });
  process.on("unhandledRejection", (error) => {
    log.error({ err: error }, "process.promise-failed");
    stopNow(1);
  });
  process.stdout.write(`${JSON.stringify({ ready: true, socketPath: server.socketPath })}\n`);
}
