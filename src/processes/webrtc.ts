// The process that speaks with browsers: DTLS-SRTP and ICE. Started by the supervisor once a browser has signed in.
import path from "node:path";
import { present } from "../kernel/index.ts";
import { readSettings } from "../platform/config/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { startWebrtcServer } from "../platform/webrtc/index.ts";

/** Browsers in calls at once. */
const ENDS_MAX = 1_000;
const STOP_MS_MAX = 8_000;

const read = readSettings(process.env);
const settings = present(read.ok ? read.value : null, "settings checked by the supervisor");
const log = openLog({ process: "webrtc", level: settings.logLevel });

const webrtc = await startWebrtcServer({
  ...settings.webrtc,
  socketPath: path.resolve(settings.dataFolder, "webrtc", "control.sock"),
  endsMax: ENDS_MAX,
  log,
});

/** Begins to stop from an event; a stop that hangs is ended. */
function stopNow(code: number): void {
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  webrtc.close().then(
    () => process.exit(code),
    () => process.exit(1),
  );
}

process.on("SIGTERM", () => stopNow(0));
process.on("SIGINT", () => undefined);
process.on("disconnect", () => stopNow(0));
process.on("uncaughtException", (error) => {
  log.error({ err: error }, "process.failed");
  stopNow(1);
});
process.on("unhandledRejection", (error) => {
  log.error({ err: error }, "process.promise-failed");
  stopNow(1);
});

process.stdout.write(`${JSON.stringify({ ready: true, socketPath: webrtc.socketPath })}\n`);
