import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { type Result, refuse } from "../../kernel/index.ts";
import { onLines, sendLine } from "../media/index.ts";
import type {
  FromWebrtc,
  WebrtcAnswers,
  WebrtcCommand,
  WebrtcCommandOf,
  WebrtcEvent,
  WebrtcRefusal,
} from "./commands.ts";

/** Connections with browsers, as used by the switch. */
export interface Webrtc {
  request<Kind extends WebrtcCommand["kind"]>(
    command: WebrtcCommandOf<Kind>,
  ): Promise<Result<WebrtcAnswers[Kind], WebrtcRefusal>>;
  /** Subscribes to events until the returned function is called. */
  onEvent(listener: (event: WebrtcEvent) => void): () => void;
  /** Disconnects from the process; safe to call twice. */
  close(): void;
}

/** Time-out of responses; includes the start of the process. */
const DEADLINE_MS = 4_000;
const RECONNECT_MS = 50;
/** The process may not run yet: the pauses between connection attempts grow up to this time. */
const RECONNECT_MS_MAX = 1_000;
/** Maximum number of pending requests, and of ends still to be closed. */
const PENDING_MAX = 2_000;

type Outcome = Result<unknown, WebrtcRefusal>;

interface Pending {
  readonly command: WebrtcCommand;
  readonly resolve: (result: Outcome) => void;
  readonly timer: NodeJS.Timeout;
}

/** Connects to the process and stays connected; an event reports the ends that a restarted process has lost. */
export function connectWebrtc(socketPath: string): Webrtc {
  const client = new WebrtcClient(socketPath);
  return {
    request: (command) => client.request(command) as never,
    onEvent: (listener) => client.onEvent(listener),
    close: () => client.close(),
  };
}

class WebrtcClient {
  readonly #socketPath: string;
  readonly #client = randomUUID();
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(event: WebrtcEvent) => void>();
  /** Ends that were opened and not closed, and those to close as soon as the process can be reached. */
  readonly #ends = new Set<string>();
  readonly #owed = new Set<string>();
  #socket: Socket;
  #process: string | null = null;
  #isOpen = false;
  #isClosed = false;
  #opened = Promise.withResolvers<void>();
  #nextId = 0;
  #pauseMs = RECONNECT_MS;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
    this.#socket = this.#connect();
  }

  async request(command: WebrtcCommand): Promise<Outcome> {
    const untilMs = performance.now() + DEADLINE_MS;
    if (!this.#isOpen) await settledWithin(this.#opened.promise, DEADLINE_MS);
    const result = await this.#ask(command, untilMs - performance.now());
    this.#note(command, result);
    return result;
  }

  onEvent(listener: (event: WebrtcEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.destroy();
    this.#dropPending();
    this.#opened.resolve();
  }

  /** A command without a response may or may not have been carried out: its end is closed when the process responds again. */
  #note(command: WebrtcCommand, result: Outcome): void {
    if (command.kind === "open-end" && result.ok) this.#ends.add(command.end);
    if (command.kind === "close-end") this.#ends.delete(command.end);
    const isUnsure = !result.ok && (result.refusal === "deadline-passed" || result.refusal === "process-away");
    const isOwed = isUnsure && (command.kind === "open-end" || command.kind === "close-end");
    if (isOwed && this.#owed.size < PENDING_MAX) this.#owed.add(command.end);
  }

  #ask(command: WebrtcCommand, leftMs: number): Promise<Outcome> {
    if (!this.#isOpen || leftMs <= 0 || this.#pending.size >= PENDING_MAX)
      return Promise.resolve(refuse("process-away"));
    this.#nextId += 1;
    const id = this.#nextId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, refuse("deadline-passed")), leftMs);
      this.#pending.set(id, { command, resolve, timer });
      sendLine(this.#socket, { kind: "request", id, command });
    });
  }

  #settle(id: number, result: Outcome): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    pending.resolve(result);
  }

  #connect(): Socket {
    const socket = connect(this.#socketPath);
    socket.on("connect", () => sendLine(socket, { kind: "hello", client: this.#client }));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#lost());
    onLines(socket, (message) => this.#hear(message as FromWebrtc));
    return socket;
  }

  /** The connections of an ended process are lost: that is reported at once, not when the next process starts. */
  #lost(): void {
    if (this.#isClosed) return;
    if (this.#isOpen) {
      this.#isOpen = false;
      this.#opened = Promise.withResolvers<void>();
      for (const end of this.#ends) this.#tell({ kind: "absent", end });
    }
    this.#dropPending();
    setTimeout(() => {
      if (!this.#isClosed) this.#socket = this.#connect();
    }, this.#pauseMs);
    this.#pauseMs = Math.min(RECONNECT_MS_MAX, this.#pauseMs * 2);
  }

  #hear(message: FromWebrtc): void {
    if (message.kind === "answer") return this.#settle(message.id, message.result);
    if (message.kind === "event") return this.#tell(message.event);
    return this.#welcomed(message.process);
  }

  #welcomed(process: string): void {
    const isNew = this.#process !== null && this.#process !== process;
    this.#process = process;
    this.#pauseMs = RECONNECT_MS;
    this.#isOpen = true;
    this.#opened.resolve();
    const lost = isNew ? [...this.#ends] : [];
    if (isNew) this.#ends.clear();
    for (const end of [...this.#owed]) {
      this.#owed.delete(end);
      this.request({ kind: "close-end", end }).catch(() => undefined);
    }
    if (lost.length > 0) this.#tell({ kind: "restarted", lost });
  }

  #tell(event: WebrtcEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #dropPending(): void {
    for (const id of [...this.#pending.keys()]) this.#settle(id, refuse("process-away"));
  }
}

async function settledWithin(promise: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
