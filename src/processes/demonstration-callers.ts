// Simulated callers and agents of a demonstration, running while a user tries it. The supervisor starts and ends this process.
import { present } from "../kernel/index.ts";
import { readSettings } from "../platform/config/index.ts";
import { openSpeech } from "../platform/speech/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { openPacer } from "../probe/measure/wire.ts";
import { serialiseSdp } from "../protocols/sdp/index.ts";
import { openCallerVoices } from "./demonstration/caller-voices.ts";
import { openHistoryChance } from "./demonstration/history-chance.ts";
import { openLiveCentre } from "./demonstration/live-centre.ts";
import { playLiveCalls } from "./demonstration/play-live-calls.ts";
import { CALLERS_URL, type ChildMessage, type SupervisorMessage } from "./process-messages.ts";
import { sendHeartbeats } from "./supervisor/heartbeat.ts";

const STOP_MS_MAX = 5_000;

const read = readSettings(process.env);
const settings = present(read.ok ? read.value : null, "settings checked by the supervisor");
const log = openLog({ process: "callers", level: settings.logLevel });
const fail = (error: unknown): void => {
  log.error({ err: error }, "process.failed");
  process.exit(1);
};
sendHeartbeats();
process.on("uncaughtException", fail).on("unhandledRejection", fail);
// A closed terminal and Ctrl-C signal every process; the supervisor decides how to react.
process.on("SIGHUP", () => undefined).on("SIGINT", () => undefined);

const nowMs = (): number => performance.now();
const chance = openHistoryChance(Date.now() >>> 0);
const pacer = openPacer(nowMs);
const calls = await playLiveCalls({
  network: {
    probeContext: { nowMs, chance: chance.next, pacer, log, writeSdp: serialiseSdp, fail },
    sipPort: present(settings.sipPort, "a port of the switch"),
  },
  centre: await openLiveCentre(present(process.env[CALLERS_URL], CALLERS_URL)),
  voices: openCallerVoices(openSpeech(settings.speechProgram)),
  chance,
  log,
  onFinished: () => {
    calls.close().then(() => sendToSupervisor({ kind: "drained" }), fail);
  },
});

function sendToSupervisor(message: ChildMessage): void {
  process.send?.(message);
}

function stop(): void {
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  calls.close().then(() => process.exit(0), fail);
}

process.on("SIGTERM", stop).on("disconnect", stop);
process.on("message", (message: SupervisorMessage) => {
  if (message.kind === "drain") calls.idle();
  if (message.kind === "visitor-active") calls.active();
  if (message.kind !== "ring") return;
  const { id, language } = message;
  calls.ring(language).then((refusal) => sendToSupervisor({ kind: "rung", id, refusal }), fail);
});
sendToSupervisor({ kind: "callers-ready" });
