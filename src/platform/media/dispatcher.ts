import { mkdir, readdir, unlink } from "node:fs/promises";
import path from "node:path";
import { ok, present, type Result, refuse } from "../../kernel/index.ts";
import type { Log } from "../telemetry/index.ts";
import type { CommandOf, MediaCommand } from "./commands.ts";
import type { EngineStatus, MediaEvent, MediaRefusal, RecordingSegment } from "./engine.ts";
import { readFinishedSegments, removeSegments } from "./finished-segments.ts";
import type { Prompt } from "./player.ts";
import { portsOfWorker } from "./port-pool.ts";
import { raiseHelpers, runInRealtime } from "./priority.ts";
import { readPrompt } from "./prompts.ts";
import { RecoveredSegments } from "./recovered-segments.ts";
import type { SegmentPlan } from "./split-recording.ts";
import { Splitter } from "./splitter.ts";
import { WorkerHand } from "./worker-hand.ts";
import type { WorkerStatus } from "./worker-messages.ts";

/** Options of the media engine. */
export interface DispatcherOptions {
  /** Folder of recordings and journals; no other engine may use it. */
  readonly folder: string;
  /** Bind address of the RTP ports, and the advertised address. */
  readonly bind: string;
  readonly advertised: string;
  readonly ports: { readonly from: number; readonly to: number };
  readonly workers: number;
  /** Maximum number of legs of one worker. */
  readonly legsMax: number;
  readonly priority: "realtime" | "normal";
  readonly log: Log;
  readonly emit: (event: MediaEvent) => void;
}

type Outcome = Result<unknown, MediaRefusal>;

/** Assigns legs to workers, and carries out the operations that span workers: prompts, files of recordings. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #hands: readonly WorkerHand[];
  readonly #recovered: RecoveredSegments;
  readonly #splitter = new Splitter();
  readonly #prompts = new Map<string, Prompt>();
  /** The worker of each call, and the number of its legs there. */
  readonly #calls = new Map<string, { readonly nth: number; legs: number }>();
  #isRealtime: boolean;
  #areHelpersRaised = false;
  #starts = 0;
  #client: string | null = null;

  private constructor(options: DispatcherOptions, recovered: RecoveredSegments) {
    this.#options = options;
    this.#recovered = recovered;
    this.#isRealtime = options.priority === "realtime";
    this.#hands = Array.from({ length: options.workers }, (_, nth) => this.#hire(nth));
  }

  /** Recovers the journals of a dead engine, then starts the workers. */
  static async open(options: DispatcherOptions): Promise<Dispatcher> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    await removeDrafts(options.folder);
    const recovered = new RecoveredSegments(options.folder);
    const segments = await recovered.read("");
    if (segments > 0) options.log.warn({ segments }, "media.recordings-recovered");
    const dispatcher = new Dispatcher(options, recovered);
    await Promise.all(dispatcher.#hands.map(({ ready }) => ready));
    return dispatcher;
  }

  /** A new client takes over: the legs of the previous client end, and its recordings stay in their journals. */
  async takeOver(client: string): Promise<void> {
    const isNew = this.#client !== null && this.#client !== client;
    this.#client = client;
    if (!isNew) return;
    for (const hand of this.#hands) {
      for (const recording of hand.snapshot.recordings.keys()) await this.#seal(hand, recording);
      for (const leg of hand.snapshot.legs.keys()) await hand.request({ kind: "close-leg", leg });
      for (const mix of hand.snapshot.mixes.keys()) await hand.request({ kind: "unmix", mix });
    }
    this.#calls.clear();
    this.#options.log.warn({ client }, "media.taken-over");
  }

  /** Carries out one command. */
  async carryOut(command: MediaCommand): Promise<Outcome> {
    if (command.kind === "open-leg") return this.#openLeg(command);
    if (command.kind === "close-leg") return this.#closeLeg(command);
    if (command.kind === "load-prompt") return this.#loadPrompt(command);
    if (command.kind === "drop-prompt") return this.#dropPrompt(command.prompt);
    if (command.kind === "seal-recording") return this.#sealRecording(command.recording);
    if (command.kind === "stop-recording") return this.#stopRecording(command);
    if (command.kind === "forget-recording") return this.#forgetRecording(command.recording);
    return command.kind === "status" ? ok(await this.#status()) : this.#atOneWorker(command);
  }

  /** Ends a worker as a crash does. */
  async crashWorker(nth: number): Promise<void> {
    await this.#hands[nth]?.crash();
  }

  /** Ends all workers. */
  async close(): Promise<void> {
    await Promise.all(this.#hands.map((hand) => hand.close()));
    await this.#splitter.close();
  }

  #hire(nth: number): WorkerHand {
    const options = this.#options;
    const ports = portsOfWorker(options.ports, { nth, of: options.workers });
    return new WorkerHand({
      begin: () => {
        this.#starts += 1;
        const name = `worker${nth}-${Date.now()}-${this.#starts}`;
        return { ...limitsOf(options), ports, name };
      },
      prompts: this.#prompts,
      emit: options.emit,
      recover: async (journalName) => void (await this.#recovered.read(journalName)),
      onThread: (threadId) => this.#raise(threadId),
      onCrash: (error) => options.log.error({ err: error, worker: nth }, "media.worker-ended"),
    });
  }

  #raise(threadId: number): void {
    if (this.#options.priority === "normal") return;
    if (runInRealtime(threadId)) {
      // Once only: a restarted worker must not wait for it.
      if (!this.#areHelpersRaised) raiseHelpers();
      this.#areHelpersRaised = true;
      return;
    }
    if (this.#isRealtime)
      this.#options.log.warn({ remedy: "root, CAP_SYS_NICE or LimitRTPRIO" }, "media.priority-refused");
    this.#isRealtime = false;
  }

  async #openLeg(command: CommandOf<"open-leg">): Promise<Outcome> {
    const nth = this.#workerFor(command);
    const hand = this.#hands[nth];
    if (hand === undefined) return refuse("port-taken");
    if (this.#handOf("legs", command.leg) !== undefined) return refuse("leg-exists");
    const call = this.#calls.get(command.call) ?? { nth, legs: 0 };
    this.#calls.set(command.call, call);
    call.legs += 1;
    const { result } = await hand.request(command);
    if (!result.ok) {
      this.#leave(command.call);
      return result;
    }
    return ok({ ...(result.value as object), worker: nth });
  }

  async #closeLeg(command: CommandOf<"close-leg">): Promise<Outcome> {
    const hand = this.#handOf("legs", command.leg);
    const call = hand?.snapshot.legs.get(command.leg)?.call;
    if (hand === undefined || call === undefined) return refuse("leg-unknown");
    const { result } = await hand.request(command);
    if (result.ok) this.#leave(call);
    return result;
  }

  #leave(name: string): void {
    const call = this.#calls.get(name);
    if (call === undefined) return;
    call.legs -= 1;
    if (call.legs === 0) this.#calls.delete(name);
  }

  /** The worker of the call; else the worker with the wanted port; else the worker with the fewest legs. */
  #workerFor({ call, port }: CommandOf<"open-leg">): number {
    const known = this.#calls.get(call);
    if (known !== undefined) return known.nth;
    const { ports, workers } = this.#options;
    if (port !== null) {
      const ranges = this.#hands.map((_, nth) => portsOfWorker(ports, { nth, of: workers }));
      return ranges.findIndex(({ from, to }) => from <= port && port <= to);
    }
    const legs = this.#hands.map(({ snapshot }) => snapshot.legs.size);
    return legs.indexOf(Math.min(...legs));
  }

  async #atOneWorker(command: MediaCommand): Promise<Outcome> {
    const found = this.#handFor(command);
    if (!found.ok) return found;
    const legs = legsIn(command);
    if (legs.some((leg) => this.#handOf("legs", leg) === undefined)) return refuse("leg-unknown");
    if (legs.some((leg) => this.#handOf("legs", leg) !== found.value)) return refuse("legs-apart");
    const { result } = await found.value.request(command);
    return result;
  }

  #handFor(command: MediaCommand): Result<WorkerHand, MediaRefusal> {
    const [leg] = legsIn(command);
    if ("recording" in command && command.kind !== "start-recording" && command.kind !== "start-mixed-recording") {
      const hand = this.#handOf("recordings", command.recording);
      return hand === undefined ? refuse("recording-unknown") : ok(hand);
    }
    if ("mix" in command && command.kind !== "mix") {
      const hand = this.#handOf("mixes", command.mix);
      return hand === undefined ? refuse("mix-unknown") : ok(hand);
    }
    if (command.kind === "close-tap") {
      const hand = this.#handOf("taps", command.tap);
      return hand === undefined ? refuse("tap-unknown") : ok(hand);
    }
    const hand = leg === undefined ? undefined : this.#handOf("legs", leg);
    return hand === undefined ? refuse("leg-unknown") : ok(hand);
  }

  #handOf(kind: "legs" | "mixes" | "recordings" | "taps", id: string): WorkerHand | undefined {
    return this.#hands.find(({ snapshot }) => snapshot[kind].has(id));
  }

  async #loadPrompt(command: CommandOf<"load-prompt">): Promise<Outcome> {
    const read = await readPrompt(command.file, this.#prompts);
    if (!read.ok) return read;
    this.#prompts.set(command.prompt, read.value);
    for (const hand of this.#hands) hand.tell({ kind: "prompt", name: command.prompt, prompt: read.value });
    return ok({ ms: Math.floor(read.value.alaw.length / 8) });
  }

  #dropPrompt(prompt: string): Outcome {
    if (!this.#prompts.delete(prompt)) return refuse("prompt-unknown");
    for (const hand of this.#hands) hand.tell({ kind: "prompt", name: prompt, prompt: null });
    return ok(null);
  }

  /** The recorded audio stays in its journal: no file is made while the call continues. */
  async #sealRecording(recording: string): Promise<Outcome> {
    const hand = this.#handOf("recordings", recording);
    return hand === undefined ? refuse("recording-unknown") : this.#seal(hand, recording);
  }

  async #seal(hand: WorkerHand, recording: string): Promise<Outcome> {
    const { result, plan } = await hand.request({ kind: "stop-recording", recording, keyBase64: "" });
    if (plan !== null) this.#recovered.keep(plan);
    return result.ok ? ok(null) : result;
  }

  /** Makes a file of each segment, oldest first; journals are removed only when all files exist. */
  async #stopRecording({ recording, keyBase64, isAgain, isTrimmed }: CommandOf<"stop-recording">): Promise<Outcome> {
    const hand = this.#handOf("recordings", recording);
    const stopped = hand === undefined ? null : await hand.request({ kind: "stop-recording", recording, keyBase64 });
    if (stopped !== null && !stopped.result.ok) return stopped.result;
    const left = this.#recovered.plansOf(recording);
    const plans = [...left, ...(stopped?.plan == null ? [] : [stopped.plan])];
    const key = Buffer.from(keyBase64, "base64");
    // Files of an earlier attempt exist only after a crash of the engine or a worker.
    const made = isAgain === true || left.length > 0 ? await this.#madeBefore(recording, key) : [];
    if (plans.length === 0 && made !== null && made.length === 0) return refuse("recording-unknown");
    const segments = made === null ? null : await this.#split(plans, key, { made, isTrimmed: isTrimmed === true });
    if (segments === null) {
      if (stopped?.plan != null) this.#recovered.keep(stopped.plan);
      return refuse("recording-unreadable");
    }
    await this.#recovered.forget(recording);
    for (const one of this.#hands) one.tell({ kind: "forget", recording });
    return ok({ segments });
  }

  async #forgetRecording(recording: string): Promise<Outcome> {
    const hand = this.#handOf("recordings", recording);
    if (hand !== undefined) await hand.request({ kind: "stop-recording", recording, keyBase64: "" });
    await this.#recovered.lose(recording);
    for (const one of this.#hands) one.tell({ kind: "forget", recording });
    await removeSegments(this.#options.folder, recording);
    return ok(null);
  }

  async #madeBefore(recording: string, key: Buffer): Promise<readonly RecordingSegment[] | null> {
    try {
      return await readFinishedSegments(this.#options.folder, recording, key);
    } catch (error) {
      this.#options.log.warn({ err: error, recording }, "media.recording-file-unreadable");
      return null;
    }
  }

  /** The segments whose files already exist and those of the plans, oldest first; null when one is unreadable. */
  async #split(
    plans: readonly SegmentPlan[],
    key: Buffer,
    { made, isTrimmed }: { readonly made: readonly RecordingSegment[]; readonly isTrimmed: boolean },
  ): Promise<readonly RecordingSegment[] | null> {
    const again = new Set(plans.map(({ segment }) => Math.round(segment.startedAtMs)));
    const segments = made.filter(({ startedAtMs }) => !again.has(startedAtMs));
    const { folder } = this.#options;
    const isWhole = plans.length === 1 && made.length === 0;
    for (const plan of plans) {
      const segment = await this.#splitter.split({ plan, key, folder, isTrimmed: isTrimmed && isWhole });
      const isLost = segment !== null && segment.unreadable > 0 && segment.unreadable === plan.chunks.length;
      if (isLost) await unlink(segment.file).catch(() => undefined);
      if (segment === null || isLost) return null;
      segments.push(segment);
    }
    return segments.toSorted((left, right) => left.startedAtMs - right.startedAtMs);
  }

  async #status(): Promise<EngineStatus> {
    const answers = await Promise.all(this.#hands.map((hand) => hand.request({ kind: "status" })));
    const each = answers.map(({ result }) => present(result.ok ? (result.value as WorkerStatus) : null, "status"));
    const sum = (key: keyof WorkerStatus) => each.reduce((total, one) => total + one[key], 0);
    return {
      legs: sum("legs"),
      portsInUse: sum("portsInUse"),
      mixes: sum("mixes"),
      recordings: sum("recordings"),
      lateTicks: sum("lateTicks"),
      prompts: this.#prompts.size,
      workers: this.#hands.length,
      priority: this.#isRealtime ? "realtime" : "normal",
    };
  }
}

function limitsOf({ folder, bind, advertised, legsMax }: DispatcherOptions) {
  return { folder, bind, advertised, legsMax };
}

/** Every leg that a command names; all of them must be on one worker. */
function legsIn(command: MediaCommand): readonly string[] {
  if ("leg" in command) return [command.leg];
  if (command.kind === "bridge") return [command.left, command.right];
  if (command.kind === "mix") return command.members;
  if (command.kind === "start-recording") return [command.left, command.right].filter((leg) => leg !== null);
  if (command.kind === "start-mixed-recording" || command.kind === "change-mixed-recording") return command.legs;
  if (command.kind !== "change-recording") return [];
  return [command.left, command.right].filter((leg) => leg !== undefined && leg !== null);
}

/** Removes files that were unfinished when the last engine died: their journals still exist. */
async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.endsWith(".draft"));
  for (const name of drafts) await unlink(path.join(folder, name)).catch(() => undefined);
}
