// The switch: SIP, calls, registrations of phones. The supervisor starts it once the media process runs.
import path from "node:path";
import { present } from "../kernel/index.ts";
import { readSettings } from "../platform/config/index.ts";
import { databaseAccess, openChangeFeed, openDatabase } from "../platform/database/index.ts";
import { connectMedia } from "../platform/media/index.ts";
import { keyFromFile } from "../platform/sealing/index.ts";
import { openSipSockets } from "../platform/sip-sockets/index.ts";
import { FOR_CALLERS, openSpeech } from "../platform/speech/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { connectWebrtc } from "../platform/webrtc/index.ts";
import { createRuntimeContext } from "../platform/world/index.ts";
import { receive, type SipPeer } from "../protocols/sip/index.ts";
import {
  currentRuleset,
  laterByMonths,
  officeDate,
  openRulebook,
  type Rulebook,
  readCallRules,
  readNumberingPlan,
} from "../regulation/index.ts";
import { eraseCallbacks, eraseCard, eraseNotes, forgetQueueEventsBefore } from "../service/acd/queues/wire.ts";
import { eraseTickets, forgetTickets } from "../service/acd/tickets/wire.ts";
import { eraseBlocks } from "../service/acd/widgets/wire.ts";
import { eraseRequests } from "../service/cpaas/console/wire.ts";
import { eraseOrders } from "../service/cpaas/twilio-api/wire.ts";
import { eraseThreads } from "../service/messaging/conversations/wire.ts";
import { eraseShortMessages, forgetMessages } from "../service/messaging/sms/wire.ts";
import { deleteTraceBefore, eraseTraces, forgetEventsBefore } from "../service/telephony/cdr/wire.ts";
import {
  followRetention,
  forgetAllRecordings,
  recordingEraser,
  removeForgottenFiles,
} from "../service/telephony/recordings/wire.ts";
import { forbiddenHostOf } from "../service/telephony/trunks/wire.ts";
import { followDeletions } from "../service/tenancy/personal-data/wire.ts";
import { daysChosen } from "../service/tenancy/retention/wire.ts";
import { defaultTenant, followRemoval, tenantIds } from "../service/tenancy/tenants/wire.ts";
import type { Outward } from "../service/tenancy/webhooks/index.ts";
import { openOutward, publicWay } from "../service/tenancy/webhooks/wire.ts";
import { type ChildMessage, EXIT_CANNOT_START, onSupervisorMessage } from "./process-messages.ts";
import { sendHeartbeats } from "./supervisor/heartbeat.ts";
import { openSwitch, type RunningSwitch } from "./switch/switch-app.ts";
import { openTlsKeeper, type TlsKeeper } from "./switch/switch-tls.ts";

const CONNECTIONS_MAX = 4;
const STOP_MS_MAX = 8_000;
const CALLS_END_MS_MAX = 4_000;
/** Interval at which a draining switch checks whether its last call has ended. */
const DRAINED_CHECK_MS = 200;
const DAY_MS = 86_400_000;
/** Interval of OPTIONS to each trunk. */
const ASK_TRUNKS_MS = 30_000;

const read = readSettings(process.env);
const settings = present(read.ok ? read.value : null, "settings checked by the supervisor");
const log = openLog({ process: "switch", level: settings.logLevel });
sendHeartbeats();
const runtime = createRuntimeContext();
const access = await databaseAccess(settings);
const database = openDatabase({ access, role: "app", max: CONNECTIONS_MAX, log });
const changeFeed = openChangeFeed({ access, pool: database.pool, log });
const { advertised, bind } = settings.rtp;
const wantedPort = present(settings.sipPort, "the supervisor gives the port");
const engine = connectMedia({ socketPath: path.resolve(settings.dataFolder, "media", "control.sock"), advertised });
const webrtc = connectWebrtc(path.resolve(settings.dataFolder, "webrtc", "control.sock"));
const plan = readNumberingPlan(rulebookNow());

/** The current rules: a switch runs for longer than a day. */
function rulebookNow(): Rulebook {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(runtime.clock.nowMs()) });
  return present(opened.ok ? opened.value : null, "rulebook of today");
}

let running: RunningSwitch | undefined;
let retention: { close(): void } | undefined;
let deletions: { close(): void } | undefined;
let removal: { close(): void } | undefined;
let tls: TlsKeeper | undefined;
let outward: Outward | undefined;
let stopping = false;

/** Shuts down in order: calls with their records, sockets, pools; a stop that hangs is aborted. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(code === 0 ? 1 : code), STOP_MS_MAX).unref();
  retention?.close();
  deletions?.close();
  removal?.close();
  tls?.close();
  await running?.close(CALLS_END_MS_MAX);
  outward?.close();
  engine.close();
  webrtc.close();
  await changeFeed.close();
  await database.close();
  process.exit(code);
}

/** Starts a stop from an event handler; the process ends afterwards. */
function stopNow(code: number): void {
  stop(code).catch(() => process.exit(1));
}

/** The setting of a port that another program uses. */
function variableOf(port: number): string {
  if (port === wantedPort) return "SAMBUNG_SIP_PORT";
  return port === settings.sipsPort ? "SAMBUNG_SIPS_PORT" : "SAMBUNG_WS_PORT";
}

/** Reports the port that another program uses. */
function portBusy(error: Error): ChildMessage {
  const port = "port" in error ? Number(error.port) : wantedPort;
  return { kind: "port-busy", port, variable: variableOf(port) };
}

function sendToSupervisor(message: ChildMessage): void {
  process.send?.(message);
}

let isDraining = false;

/** Stops accepting new calls, and reports to the supervisor once the last call has ended. */
function drain(): void {
  isDraining = true;
  running?.drain();
  const checking = setInterval(() => {
    if (running === undefined || running.status().calls > 0) return;
    clearInterval(checking);
    sendToSupervisor({ kind: "drained" });
  }, DRAINED_CHECK_MS);
  checking.unref();
}

let areBrowsersWanted = false;

/** The first SIP message of a browser requests the WebRTC process for its media. */
function wantBrowsers(): void {
  if (!areBrowsersWanted) sendToSupervisor({ kind: "browsers-wanted" });
  areBrowsersWanted = true;
}

process.on("SIGTERM", () => stopNow(0));
process.on("SIGINT", () => undefined);
// A closed terminal sends it to every process; the supervisor decides how to react.
process.on("SIGHUP", () => undefined);
onSupervisorMessage("reload", () => void tls?.reload());
onSupervisorMessage("drain", drain);
process.on("disconnect", () => stopNow(0));
process.on("uncaughtException", (error) => {
  log.error({ err: error }, "process.failed");
  stopNow(1);
});
process.on("unhandledRejection", (error) => {
  log.error({ err: error }, "process.promise-failed");
  stopNow(1);
});

const { db } = database;
await defaultTenant(db, {
  id: runtime.ids.next(),
  name: settings.installationName,
  at: new Date(runtime.clock.nowMs()),
});
try {
  const { sipsPort, webSocketPort } = settings;
  const key = await keyFromFile(settings.dataFolder, "service");
  outward = openOutward(publicWay(settings.hookHosts));
  tls = sipsPort === undefined ? undefined : await openTlsKeeper({ settings, clock: runtime.clock, log });
  const sockets = await openSipSockets({
    host: bind,
    port: wantedPort,
    log,
    nowMs: () => performance.now(),
    isTrusted: (address) => running?.isLine(address) ?? false,
    isDevice: (source) => running?.isDevice(source) ?? false,
    isUrgent: (firstLine) => running?.isUrgent(firstLine) ?? false,
    ...(tls === undefined || sipsPort === undefined
      ? {}
      : { tls: { port: sipsPort, ...tls, nameOf: (address) => running?.tlsNameOf(address) ?? null } }),
    ...(webSocketPort === undefined
      ? {}
      : {
          webSocket: {
            port: webSocketPort,
            key,
            onGone: (peer: SipPeer) => running?.gone(peer),
            isOver: (peer: SipPeer) => running?.isOver(peer) ?? false,
          },
        }),
    onMessage: (parsed, source: SipPeer) => {
      if (source.transport === "ws" || source.transport === "wss") wantBrowsers();
      running?.receive(receive(parsed, source));
    },
  });
  running = await openSwitch({
    db,
    changeFeed,
    ...runtime,
    log,
    engine,
    advertised,
    visitorCallsMax: settings.visitorCallsMax,
    browsers: { webrtc, loopback: settings.webrtc.loopback },
    filesFolder: path.resolve(settings.dataFolder, "files"),
    speech: openSpeech(settings.speechProgram, FOR_CALLERS),
    answersFolder: path.resolve(settings.dataFolder, "media", "answers"),
    key,
    emergency: new Set(plan.emergencyCodes),
    reserved: new Set(plan.reservedCodes),
    isForbiddenHost: forbiddenHostOf(settings),
    keepUntil: (nowMs, days) => officeDate(nowMs + (days ?? readCallRules(rulebookNow()).recordingDays) * DAY_MS),
    send: sockets.send,
    askTrunksEveryMs: ASK_TRUNKS_MS,
    outside: {
      outward,
      inside: settings.hookHosts,
      recogniserUrl: settings.recogniserUrl ?? null,
      publicUrl: settings.publicUrl ?? `http://${advertised}:${settings.httpPort}`,
    },
    tls: tls === undefined || sockets.tlsPort === null ? null : { ...tls, port: sockets.tlsPort },
    webSocketPort: sockets.webSocketPort,
    ownAddress: (transport) => ({
      host: advertised,
      port: transport === "tls" ? (sockets.tlsPort ?? sockets.port) : sockets.port,
    }),
    onReplaced: () => {
      log.error({}, "switch.replaced");
      stopNow(1);
    },
  });
  if (isDraining) running.drain();
  const keeping = { db, ...runtime, log, folder: path.resolve(settings.dataFolder, "media", "recordings") };
  removal = followRemoval({
    ...keeping,
    dateOf: officeDate,
    forgetTraces: deleteTraceBefore,
    forgetTickets,
    forgetMessages,
    forgetRecordings: (tenantId) => forgetAllRecordings(keeping, tenantId),
  });
  retention = followRetention({
    ...keeping,
    tenantIds,
    laterByMonths,
    dateOf: officeDate,
    rules: () => readCallRules(rulebookNow()),
    chosen: daysChosen,
    forgetEvents: forgetEventsBefore,
    forgetQueueEvents: forgetQueueEventsBefore,
    forgetTraces: deleteTraceBefore,
  });
  deletions = followDeletions({
    ...keeping,
    changeFeed,
    tenantIds,
    erasers: [
      recordingEraser(runtime),
      eraseTraces,
      eraseNotes,
      eraseCard,
      eraseCallbacks,
      eraseTickets,
      eraseBlocks,
      eraseShortMessages,
      eraseRequests,
      eraseOrders,
      eraseThreads,
    ],
    removeFiles: (tenantId) => removeForgottenFiles(keeping, tenantId),
  });
  const { port, tlsPort } = sockets;
  sendToSupervisor({ kind: "switch-ready", port, tlsPort, webSocketPort: sockets.webSocketPort });
  log.info({ port, tlsPort, webSocketPort: sockets.webSocketPort }, "switch.ready");
} catch (error) {
  const isBusy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  log.error({ err: error }, "process.not-started");
  if (isBusy) sendToSupervisor(portBusy(error));
  await stop(isBusy ? EXIT_CANNOT_START : 1);
}
