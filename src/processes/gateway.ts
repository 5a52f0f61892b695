// The SMS gateway: SMPP with ESMEs and carriers. The supervisor starts it on demand.
import { readFile } from "node:fs/promises";
import { checkPassword } from "../identity/wire.ts";
import { present } from "../kernel/index.ts";
import { readSettings } from "../platform/config/index.ts";
import { databaseAccess, openChangeFeed, openDatabase } from "../platform/database/index.ts";
import { keyFromFile } from "../platform/sealing/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { createRuntimeContext } from "../platform/world/index.ts";
import { QUEUE_COMMANDS } from "../service/acd/queues/wire.ts";
import { continueThread } from "../service/messaging/conversations/wire.ts";
import { type Gateway, openGateway } from "../service/messaging/smpp/wire.ts";
import type { GatewayMessaging } from "../service/messaging/sms/index.ts";
import { openGatewayMessaging } from "../service/messaging/sms/wire.ts";
import { shortMessageRules } from "./portal/short-messages.ts";
import { type ChildMessage, EXIT_CANNOT_START, onSupervisorMessage } from "./process-messages.ts";
import { sendHeartbeats } from "./supervisor/heartbeat.ts";
import { openTlsKeeper, type TlsKeeper } from "./switch/switch-tls.ts";

/** Concurrent transactions: claims, responses, receipts, intake and sweeps. */
const CONNECTIONS_MAX = 8;
const STOP_MS_MAX = 8_000;
const GRACE_MS = 4_000;

const read = readSettings(process.env);
const settings = present(read.ok ? read.value : null, "settings checked by the supervisor");
const log = openLog({ process: "gateway", level: settings.logLevel });
sendHeartbeats();
const runtime = createRuntimeContext();
const access = await databaseAccess(settings);
const database = openDatabase({ access, role: "app", max: CONNECTIONS_MAX, log });
/** The heartbeat uses a dedicated connection, so that it never waits for other transactions. */
const beats = openDatabase({ access, role: "app", max: 1, log });
const changeFeed = openChangeFeed({ access, pool: database.pool, log });
const wantedPort = present(settings.smppPort, "the supervisor gives the port");

let messaging: GatewayMessaging | undefined;
let running: Gateway | undefined;
let tls: TlsKeeper | undefined;
let stopping = false;

/** Shuts down in order: sessions with their pending messages, the run, pools; a stop that hangs is aborted. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(code === 0 ? 1 : code), STOP_MS_MAX).unref();
  tls?.close();
  await running?.close(GRACE_MS);
  await messaging?.close(GRACE_MS);
  await changeFeed.close();
  await Promise.all([database.close(), beats.close()]);
  process.exit(code);
}

/** Starts a stop from an event handler; the process ends afterwards. */
function stopNow(code: number): void {
  stop(code).catch(() => process.exit(1));
}

function sendToSupervisor(message: ChildMessage): void {
  process.send?.(message);
}

process.on("SIGTERM", () => stopNow(0));
process.on("SIGINT", () => undefined);
// A closed terminal sends it to every process; the supervisor decides how to react.
process.on("SIGHUP", () => undefined);
onSupervisorMessage("reload", () => void tls?.reload());
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
  const { smppsPort, sipAuthoritiesFile: authorities } = settings;
  const key = await keyFromFile(settings.dataFolder, "service");
  tls = smppsPort === undefined ? undefined : await openTlsKeeper({ settings, clock: runtime.clock, log });
  messaging = await openGatewayMessaging({
    db: database.db,
    beats: beats.db,
    changeFeed,
    log,
    key,
    checkPassword,
    rules: shortMessageRules(runtime.clock),
    clock: runtime.clock,
    newId: () => runtime.ids.next(),
    // An inbound message to a number that is routed to a queue waits there.
    onInbound: (trx, heard) => continueThread(trx, heard, { newId: () => runtime.ids.next() }),
    afterInbound: () => changeFeed.announce(QUEUE_COMMANDS),
  });
  running = await openGateway({
    messaging,
    host: settings.bind,
    port: wantedPort,
    clock: runtime.clock,
    chance: Math.random,
    log,
    tls: tls === undefined || smppsPort === undefined ? null : { port: smppsPort, context: tls.context },
    authorities: authorities === undefined ? [] : [await readFile(authorities, "utf8")],
  });
  const { port, tlsPort } = running;
  sendToSupervisor({ kind: "gateway-ready", port, tlsPort });
  log.info({ port, tlsPort }, "gateway.ready");
} catch (error) {
  const isBusy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  log.error({ err: error }, "process.not-started");
  if (isBusy) {
    const port = "port" in error ? Number(error.port) : wantedPort;
    sendToSupervisor({
      kind: "port-busy",
      port,
      variable: port === wantedPort ? "SAMBUNG_SMPP_PORT" : "SAMBUNG_SMPPS_PORT",
    });
  }
  await stop(isBusy ? EXIT_CANNOT_START : 1);
}
