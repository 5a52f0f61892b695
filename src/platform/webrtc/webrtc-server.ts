import { randomUUID } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { listenForLines, onLines, sendLine } from "../media/index.ts";
import type { Log } from "../telemetry/index.ts";
import {
  type FromWebrtc,
  toWebrtcSchema,
  type WebrtcCommand,
  type WebrtcCommandOf,
  type WebrtcEvent,
  type WebrtcRefusal,
} from "./commands.ts";
import { openEchoSocket } from "./echo-socket.ts";
import { type ConnectionSettings, SecureConnection } from "./secure-connection.ts";

/** Options of the WebRTC process. */
export interface WebrtcServerOptions extends ConnectionSettings {
  /** Unix socket of the control channel. */
  readonly socketPath: string;
  /** Maximum number of concurrent connections. */
  readonly endsMax: number;
  readonly log: Log;
}

/** The running process. */
export interface RunningWebrtc {
  readonly socketPath: string;
  /** Ends connections and the control channel; safe to call twice. */
  close(): Promise<void>;
}

/** A browser that has answered and from which no packet arrived for this long is absent; the event repeats after each such period. */
const UNHEARD_MS = 6_000;
/** Interval of the presence check. */
const POLL_MS = 250;
const LATE_MS = 1_000;

interface End {
  readonly connection: SecureConnection;
  isPresent: boolean;
  /** Start of the wait for a first packet: the answer, or the last report of absence; null once a packet has arrived. */
  awaitedMs: number | null;
}

type ConnectionEvent = Exclude<WebrtcEvent, { readonly kind: "restarted" }>;

/** Starts to serve connections with browsers. */
export async function startWebrtcServer(options: WebrtcServerOptions): Promise<RunningWebrtc> {
  const name = randomUUID();
  const clients = new Set<Socket>();
  const ends = new EndKeeper(options, (event) => {
    for (const client of clients) sendLine(client, { kind: "event", event } satisfies FromWebrtc);
  });
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on("close", () => clients.delete(socket));
    socket.on("error", () => undefined);
    serve(socket, { ends, name });
  });
  const { ports, bind, log } = options;
  const echo = await openEchoSocket({ port: ports.from, bind, log });
  await listenForLines(server, options.socketPath);
  let closing: Promise<void> | null = null;
  const close = async () => {
    ends.close();
    echo.close();
    for (const client of clients) client.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    socketPath: options.socketPath,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function serve(socket: Socket, { ends, name }: { readonly ends: EndKeeper; readonly name: string }): void {
  const say = (message: FromWebrtc) => sendLine(socket, message);
  onLines(socket, (message) => {
    const parsed = toWebrtcSchema.safeParse(message);
    if (!parsed.success) {
      const id = idOf(message);
      if (id !== null) say({ kind: "answer", id, result: refuse("command-malformed") });
      return;
    }
    if (parsed.data.kind === "hello") {
      ends.takeOver(parsed.data.client);
      return say({ kind: "welcome", process: name });
    }
    const { id, command } = parsed.data;
    ends
      .carryOut(command)
      .then((result) => say({ kind: "answer", id, result: result.ok ? ok(result.value) : refuse(result.refusal) }))
      .catch(() => say({ kind: "answer", id, result: refuse("process-failed") }));
  });
}

/** Owns all connections and their presence check. */
class EndKeeper {
  readonly #options: WebrtcServerOptions;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #ends = new Map<string, End>();
  /** Ends that are being opened: their names are reserved. */
  readonly #opening = new Set<string>();
  readonly #looking = setInterval(() => this.#look(), POLL_MS);
  #client: string | null = null;
  #lookedMs = performance.now();

  constructor(options: WebrtcServerOptions, tell: (event: ConnectionEvent) => void) {
    this.#options = options;
    this.#tell = tell;
  }

  /** A new client takes over: the ends of the previous client are closed. */
  takeOver(client: string): void {
    if (this.#client === client) return;
    this.#client = client;
    this.#endAll();
  }

  async carryOut(command: WebrtcCommand): Promise<Result<unknown, WebrtcRefusal>> {
    switch (command.kind) {
      case "open-end":
        return this.#open(command);
      case "connect-end": {
        const end = this.#ends.get(command.end);
        if (end === undefined) return refuse("end-unknown");
        if (!end.isPresent) end.awaitedMs = performance.now();
        return end.connection.connect(command.remote);
      }
      case "close-end": {
        this.#opening.delete(command.end);
        this.#ends.get(command.end)?.connection.close();
        this.#ends.delete(command.end);
        return ok(null);
      }
      case "status": {
        const present = [...this.#ends.values()].filter(({ isPresent }) => isPresent).length;
        return ok({ ends: this.#ends.size, present });
      }
    }
  }

  close(): void {
    clearInterval(this.#looking);
    this.#endAll();
  }

  async #open({ end, sound, remote }: WebrtcCommandOf<"open-end">): Promise<Result<unknown, WebrtcRefusal>> {
    if (this.#ends.has(end) || this.#opening.has(end)) return refuse("end-exists");
    if (this.#ends.size + this.#opening.size >= this.#options.endsMax) return refuse("ends-exhausted");
    this.#opening.add(end);
    const opened = await SecureConnection.open(end, { settings: this.#options, sound, remote });
    // The end was closed, or a new client took over, while it opened.
    const isWanted = this.#opening.delete(end);
    if (!opened.ok) return opened;
    const { connection, own } = opened.value;
    if (!isWanted) {
      connection.close();
      return refuse("end-unknown");
    }
    this.#ends.set(end, { connection, isPresent: false, awaitedMs: null });
    return ok({ own, port: connection.port });
  }

  #look(): void {
    const nowMs = performance.now();
    const isLate = nowMs - this.#lookedMs > LATE_MS;
    this.#lookedMs = nowMs;
    // A process that was blocked itself has not yet read the packets that arrived in that time.
    if (isLate) return;
    for (const [name, end] of this.#ends) {
      const isPresent = end.connection.isPresent(nowMs);
      if (isPresent) end.awaitedMs = null;
      const isUnheard = end.awaitedMs !== null && nowMs - end.awaitedMs >= UNHEARD_MS;
      if (isUnheard) end.awaitedMs = nowMs;
      if (isPresent === end.isPresent && !isUnheard) continue;
      end.isPresent = isPresent;
      this.#tell({ kind: isPresent ? "present" : "absent", end: name });
    }
  }

  #endAll(): void {
    for (const { connection } of this.#ends.values()) connection.close();
    this.#ends.clear();
    this.#opening.clear();
  }
}

function idOf(message: unknown): number | null {
  const id = typeof message === "object" && message !== null && "id" in message ? message.id : null;
  return typeof id === "number" ? id : null;
}
