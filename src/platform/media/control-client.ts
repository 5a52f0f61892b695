import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { type Result, refuse } from "../../kernel/index.ts";
import type { CommandOf, MediaCommand } from "./commands.ts";
import { onLines, sendLine } from "./control-lines.ts";
import type { FromEngine } from "./control-messages.ts";
import type { MediaEngine, MediaEvent, MediaMixer, MediaRefusal } from "./engine.ts";
import { endedByRestart, replay } from "./replay.ts";
import { SnapshotKeeper } from "./snapshot.ts";
import { transportOver } from "./transport.ts";

/** Time-out of the engine's responses unless a command has its own; files of recordings take longer. */
const DEADLINE_MS = 3_000;
const FILE_DEADLINE_MS = 120_000;
const REPLAY_DEADLINE_MS = 10_000;
const RECONNECT_MS = 50;
/** Maximum number of pending requests, and of owed close commands. */
const PENDING_MAX = 10_000;
const OWED_EVERY_MS = 500;

type Outcome = Result<unknown, MediaRefusal>;

/** Refusals after which it is unknown whether the command was carried out. */
const UNSURE: ReadonlySet<MediaRefusal> = new Set(["deadline-passed", "engine-away", "engine-failed"]);

interface Pending {
  readonly command: MediaCommand;
  readonly resolve: (result: Outcome) => void;
  readonly timer: NodeJS.Timeout;
}

/** Connection options of the engine. */
export interface MediaClientOptions {
  readonly socketPath: string;
  /** The address in session descriptions, used by the transport layer. */
  readonly advertised: string;
}

/** Connects to the engine and stays connected; a restarted engine gets its whole state set up again. */
export function connectMedia(options: MediaClientOptions): MediaEngine {
  const client = new ControlClient(options.socketPath);
  const mixer: MediaMixer = {
    request: (command, settings) =>
      client.request(command, settings?.deadlineMs) as ReturnType<MediaMixer["request"]> as never,
  };
  return {
    mixer,
    transport: transportOver(mixer, options.advertised),
    onEvent: (listener) => client.onEvent(listener),
    close: () => client.close(),
  };
}

class ControlClient {
  readonly #socketPath: string;
  readonly #client = randomUUID();
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  #socket: Socket;
  #engine: string | null = null;
  readonly #snapshot = new SnapshotKeeper();
  /** Whether commands may be sent; a promise that resolves when they may. */
  #open = Promise.withResolvers<void>();
  #awaySinceMs = performance.now();
  #nextId = 0;
  #isOpen = false;
  #isClosed = false;
  /** Pending close commands, by name. */
  readonly #owed = new Map<string, CommandOf<"close-leg" | "close-tap">>();
  readonly #owing = setInterval(() => this.#payOwed(), OWED_EVERY_MS);

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
    this.#socket = this.#connect();
  }

  async request(command: MediaCommand, deadlineMs = deadlineOf(command)): Promise<Outcome> {
    if (this.#isClosed) return refuse("engine-away");
    const startedMs = performance.now();
    if (!(await settlesWithin(this.#open.promise, deadlineMs))) {
      this.#failed(command);
      return refuse("engine-away");
    }
    const leftMs = deadlineMs - (performance.now() - startedMs);
    return this.#ask(command, Math.max(1, Math.round(leftMs)));
  }

  onEvent(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    clearInterval(this.#owing);
    this.#isClosed = true;
    this.#socket.destroy();
    this.#dropPending();
    this.#open.resolve();
  }

  #ask(command: MediaCommand, deadlineMs: number): Promise<Outcome> {
    if (this.#pending.size >= PENDING_MAX || this.#isClosed) return Promise.resolve(refuse("engine-away"));
    this.#nextId += 1;
    const id = this.#nextId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, refuse("deadline-passed")), deadlineMs);
      this.#pending.set(id, { command, resolve, timer });
      sendLine(this.#socket, { kind: "request", id, deadlineMs, command });
    });
  }

  #settle(id: number, result: Outcome): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    if (result.ok) this.#snapshot.carriedOut(pending.command, result.value);
    else if (UNSURE.has(result.refusal)) this.#failed(pending.command);
    pending.resolve(result);
  }

  /**
   * A command without a response may or may not have been carried out. A leg or a tap to close is closed later and not
   * set up again in between; one to open is closed in case it was opened, so that no port leaks and no leg stays without audio.
   */
  #failed(command: MediaCommand): void {
    // A pause that may have failed also applies to the state set up on a new engine; a resume does not.
    if (command.kind === "pause-recording") this.#snapshot.carriedOut(command, null);
    const closing = closingOf(command);
    if (closing === null) return;
    this.#snapshot.carriedOut(closing, null);
    const name = closing.kind === "close-leg" ? closing.leg : closing.tap;
    if (this.#owed.size < PENDING_MAX) this.#owed.set(`${closing.kind} ${name}`, closing);
  }

  /** Repeats the pending close commands until the engine responds. */
  #payOwed(): void {
    if (!this.#isOpen) return;
    for (const [name, closing] of [...this.#owed]) {
      this.#owed.delete(name);
      // A leg that was opened again in between is another leg; tap names are unique.
      const isAnother = closing.kind === "close-leg" && this.#snapshot.now.legs.has(closing.leg);
      if (!isAnother) this.#ask(closing, DEADLINE_MS).catch(() => undefined);
    }
  }

  #connect(): Socket {
    const socket = connect(this.#socketPath);
    socket.on("connect", () => sendLine(socket, { kind: "hello", client: this.#client }));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#lost());
    onLines(socket, (message) => this.#hear(message as FromEngine));
    return socket;
  }

  #lost(): void {
    if (this.#isClosed) return;
    this.#shut();
    setTimeout(() => {
      if (!this.#isClosed) this.#socket = this.#connect();
    }, RECONNECT_MS);
  }

  /** Commands wait from now on; those in transit get no response. */
  #shut(): void {
    if (this.#isOpen) {
      this.#isOpen = false;
      this.#awaySinceMs = performance.now();
      this.#open = Promise.withResolvers<void>();
    }
    this.#dropPending();
  }

  #hear(message: FromEngine): void {
    if (message.kind === "answer") this.#settle(message.id, message.result);
    if (message.kind === "event") this.#hearEvent(message.event);
    if (message.kind !== "welcome") return;
    this.#welcomed(message.engine).catch((error: unknown) => {
      throw error;
    });
  }

  #hearEvent(event: MediaEvent): void {
    if (event.kind === "play-ended") this.#snapshot.playEnded(event.leg, event.play);
    for (const listener of this.#listeners) listener(event);
  }

  async #welcomed(engine: string): Promise<void> {
    const isNew = this.#engine !== null && this.#engine !== engine;
    this.#engine = engine;
    if (isNew) await this.#setUpAgain();
    this.#isOpen = true;
    this.#open.resolve();
  }

  async #setUpAgain(): Promise<void> {
    const ended = endedByRestart(this.#snapshot.now);
    const lost = await replay(this.#snapshot.now, (command) => this.#ask(command, REPLAY_DEADLINE_MS));
    for (const event of ended) this.#hearEvent(event);
    this.#hearEvent({ kind: "restarted", gapMs: Math.round(performance.now() - this.#awaySinceMs), lost });
  }

  #dropPending(): void {
    for (const id of [...this.#pending.keys()]) this.#settle(id, refuse("engine-away"));
  }
}

/** The close command of the leg or the tap that a command opens or closes; null for any other. */
function closingOf(command: MediaCommand): CommandOf<"close-leg" | "close-tap"> | null {
  if (command.kind === "open-leg" || command.kind === "close-leg") return { kind: "close-leg", leg: command.leg };
  if (command.kind === "open-tap" || command.kind === "close-tap") return { kind: "close-tap", tap: command.tap };
  return null;
}

function deadlineOf({ kind }: MediaCommand): number {
  return kind === "stop-recording" ? FILE_DEADLINE_MS : DEADLINE_MS;
}

async function settlesWithin(promise: Promise<void>, ms: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  const result = await Promise.race([promise.then(() => true), late.promise]);
  clearTimeout(timer);
  return result;
}
