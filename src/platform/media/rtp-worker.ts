// One worker of the media process with its own ports, legs and journal.
import { readlinkSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { ok, present, type Result, refuse } from "../../kernel/index.ts";
import { type CommandOf, givenSettings, type MediaCommand } from "./commands.ts";
import type { MediaRefusal } from "./engine.ts";
import { JournalWriter } from "./journal-writer.ts";
import { PortPool } from "./port-pool.ts";
import type { SegmentPlan } from "./split-recording.ts";
import type { FromWorker, ToWorker, WorkerBegin, WorkerStatus } from "./worker-messages.ts";
import {
  changeMixedRecording,
  changeRecording,
  pauseRecording,
  startMixedRecording,
  startRecording,
  stopRecording,
} from "./worker-recordings.ts";
import { MediaWorkerState } from "./worker-state.ts";
import { closeTap, openTap } from "./worker-taps.ts";

const TICK_MS = 20;
const MONITOR_EVERY_TICKS = 50;
const JOURNAL_EVERY_TICKS = 5;
const SEAL_AFTER_MS = 200;
/** Maximum number of missed ticks that are made up for after a stall; older ones are dropped. */
const CATCH_UP_MAX = 5;

const port = present(parentPort, "parent port");
const begin = workerData as WorkerBegin;
const nowMs = () => performance.timeOrigin + performance.now();
let outbox: FromWorker[] = [];
/** Messages of the same turn of the event loop are sent together. */
const say = (message: FromWorker) => {
  if (outbox.length === 0) setImmediate(post);
  outbox.push(message);
};
function post(): void {
  if (outbox.length > 0) port.postMessage(outbox);
  outbox = [];
}

const journal = new JournalWriter({
  folder: begin.folder,
  name: begin.name,
  onFailure: (error) => {
    for (const recording of workerState.recorders.keys()) {
      say({ kind: "event", event: { kind: "recording-broken", recording, reason: error.message } });
    }
  },
});
const ports = new PortPool(begin.ports);
const workerState: MediaWorkerState = new MediaWorkerState({
  ...begin,
  ports,
  journal,
  nowMs,
  emit: (event) => say({ kind: "event", event }),
});

let lateTicks = 0;
let ticks = 0;
let dueMs = performance.now() + TICK_MS;
let isClosing = false;

/** Runs the due ticks and sleeps until the next one. */
function run(): void {
  const lateMs = performance.now() - dueMs;
  if (lateMs > TICK_MS) lateTicks += 1;
  if (lateMs > TICK_MS * CATCH_UP_MAX) dueMs = performance.now();
  while (dueMs <= performance.now()) {
    tick();
    dueMs += TICK_MS;
  }
  if (!isClosing) setTimeout(run, Math.max(0, dueMs - performance.now()));
}

function tick(): void {
  ticks += 1;
  const now = nowMs();
  workerState.tick(now);
  if (ticks % MONITOR_EVERY_TICKS === 0) workerState.lookAround(now);
  if (ticks % JOURNAL_EVERY_TICKS !== 0) return;
  for (const recorder of workerState.recorders.values()) recorder.sealOlderThan(now, SEAL_AFTER_MS);
  journal.flush(now);
}

type Outcome = Result<unknown, MediaRefusal>;
type Carrier<Kind extends MediaCommand["kind"]> = (command: CommandOf<Kind>) => Outcome | Promise<Outcome>;

/** The dispatcher handles prompts and the end of recordings. */
const notHere = () => refuse("command-malformed" as const);

const CARRIERS: { readonly [Kind in MediaCommand["kind"]]: Carrier<Kind> } = {
  "open-leg": (command) => workerState.openLeg(command),
  "change-leg": ({ leg, settings }) => workerState.changeLeg(leg, givenSettings(settings)),
  "close-leg": ({ leg }) => workerState.closeLeg(leg),
  bridge: (command) => workerState.bridge(command),
  unbridge: ({ leg }) => workerState.unbridge(leg),
  mix: (command) => workerState.setMix(command),
  "set-gains": (command) => workerState.setGains(command),
  unmix: ({ mix }) => workerState.unmix(mix),
  play: (command) => workerState.play(command),
  "stop-play": ({ leg }) => workerState.stopPlay(leg),
  "send-keys": (command) => workerState.sendKeys(command),
  "start-recording": (command) => startRecording(workerState, command),
  "change-recording": (command) => changeRecording(workerState, command),
  "start-mixed-recording": (command) => startMixedRecording(workerState, command),
  "change-mixed-recording": (command) => changeMixedRecording(workerState, command),
  "pause-recording": (command) => pauseRecording(workerState, command),
  "resume-recording": (command) => pauseRecording(workerState, command),
  "open-tap": (command) => openTap(workerState, command),
  "close-tap": ({ tap }) => closeTap(workerState, tap),
  "leg-figures": ({ leg }) => workerState.figures(leg),
  status: () => ok(status()),
  "seal-recording": notHere,
  "stop-recording": notHere,
  "forget-recording": notHere,
  "load-prompt": notHere,
  "drop-prompt": notHere,
};

function status(): WorkerStatus {
  const { legs, mixes, recorders } = workerState;
  return { legs: legs.size, portsInUse: ports.inUse, mixes: mixes.size, recordings: recorders.size, lateTicks };
}

async function answer(id: number, command: MediaCommand): Promise<void> {
  const reply = (result: Outcome, plan: SegmentPlan | null) => say({ kind: "answer", id, result, plan });
  if (command.kind === "stop-recording") {
    reply(ok(null), await stopRecording(workerState, command.recording));
    return;
  }
  const carry = CARRIERS[command.kind] as Carrier<MediaCommand["kind"]>;
  reply(await carry(command), null);
}

async function close(): Promise<void> {
  isClosing = true;
  for (const recorder of workerState.recorders.values()) recorder.seal();
  workerState.close();
  await journal.close(nowMs());
  say({ kind: "closed" });
  post();
  port.close();
}

/** The kernel's id of this thread, if there is one. */
function threadId(): number | null {
  try {
    return Number(readlinkSync("/proc/thread-self").split("/").at(-1));
  } catch {
    return null;
  }
}

/** A failure in this worker is a bug: it ends the worker, and another one takes over. */
function fail(error: unknown): never {
  throw error;
}

port.on("message", (messages: readonly ToWorker[]) => {
  for (const message of messages) take(message);
});

function take(message: ToWorker): void {
  if (message.kind === "command") answer(message.id, message.command).catch(fail);
  if (message.kind === "forget") journal.forget(message.recording);
  if (message.kind === "close") close().catch(fail);
  if (message.kind !== "prompt") return;
  if (message.prompt === null) workerState.prompts.delete(message.name);
  else workerState.prompts.set(message.name, message.prompt);
}

run();
say({ kind: "ready", threadId: threadId() });
