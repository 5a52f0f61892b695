// The portal: HTTP port, licensing, administration, public pages, jobs. Started by the supervisor.

import { firstAdministratorPath, makeDemoAccounts } from "../identity/wire.ts";
import { present } from "../kernel/index.ts";
import { readSettings } from "../platform/config/index.ts";
import { renewCertificate } from "../platform/http/index.ts";
import { openDocumentPool } from "../platform/pdf/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { followDemonstration, reportVisits } from "./demonstration/demonstration-channel.ts";
import { askForGateway } from "./gateway-demand.ts";
import { openPortalApp, prepareData } from "./portal/portal-app.ts";
import { openKit } from "./portal/portal-kit.ts";
import { type ChildMessage, EXIT_CANNOT_START, onSupervisorMessage } from "./process-messages.ts";
import { clockOfSupervisor } from "./supervisor/follow-clock.ts";
import { sendHeartbeats } from "./supervisor/heartbeat.ts";

const STOP_MS_MAX = 8_000;
/** Two readings of the same clock differ by less. */
const SAME_TIME_MS = 1_000;

const read = readSettings(process.env);
const settings = present(read.ok ? read.value : null, "settings checked by the supervisor");
const log = openLog({ process: "portal", level: settings.logLevel });
sendHeartbeats();
const { kit: opened, listening, close } = await openKit(settings, log);
const kit = settings.demo ? { ...opened, clock: await clockOfSupervisor(opened.clock) } : opened;
const isClockReal = (): boolean => Math.abs(kit.clock.nowMs() - opened.clock.nowMs()) < SAME_TIME_MS;
const documentPool = openDocumentPool();
const demonstration = settings.demo ? followDemonstration(isClockReal) : undefined;
const app = await openPortalApp(kit, { paper: documentPool, demonstration });
if (demonstration !== undefined) reportVisits(app.http.server, () => sendToSupervisor({ kind: "visitor-active" }));

let stopping = false;
let gatewayDemand: { close(): void } | undefined;

/** Shuts down in order: port, workers, pools; a stop that hangs is aborted. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(code === 0 ? 1 : code), STOP_MS_MAX).unref();
  gatewayDemand?.close();
  await app.close();
  await Promise.all([documentPool.close(), close()]);
  process.exit(code);
}

function sendToSupervisor(message: ChildMessage): void {
  process.send?.(message);
}

/** Starts a stop from an event handler; the process ends afterwards. */
function stopNow(code: number): void {
  stop(code).catch(() => process.exit(1));
}

process.on("SIGTERM", () => stopNow(0));
process.on("SIGINT", () => undefined);
// A closed terminal sends it to every process; the supervisor decides how to react.
process.on("SIGHUP", () => undefined);
onSupervisorMessage("reload", () => {
  try {
    renewCertificate(app.http, settings.tls);
  } catch (error) {
    log.error({ err: error }, "http.certificate-unreadable");
  }
});
process.on("disconnect", () => stopNow(0));
process.on("uncaughtException", (error) => {
  log.error({ err: error }, "process.failed");
  stopNow(1);
});
process.on("unhandledRejection", (error) => {
  log.error({ err: error }, "process.promise-failed");
  stopNow(1);
});

try {
  await prepareData(kit);
  await app.http.listen({ host: settings.bind, port: settings.httpPort });
  const address = app.http.server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.httpPort;
  listening(port);
  app.startWork();
  const accounts = settings.demo ? await makeDemoAccounts(kit) : [];
  const administratorPath = settings.demo ? undefined : await firstAdministratorPath(kit);
  if (settings.smppPort !== undefined) gatewayDemand = askForGateway({ db: kit.db, log, tell: sendToSupervisor });
  sendToSupervisor({ kind: "ready", url: kit.publicUrl(), port, accounts, administratorPath });
} catch (error) {
  const isBusy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  log.error({ err: error }, "process.not-started");
  if (isBusy) sendToSupervisor({ kind: "port-busy", port: settings.httpPort, variable: "SAMBUNG_HTTP_PORT" });
  await stop(isBusy ? EXIT_CANNOT_START : 1);
}
