import { randomUUID } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { onLines, sendLine } from "./control-lines.ts";
import { type FromEngine, toEngineSchema } from "./control-messages.ts";
import { Dispatcher, type DispatcherOptions } from "./dispatcher.ts";
import type { MediaEvent, MediaRefusal } from "./engine.ts";
import { listenForLines } from "./line-server.ts";

/** Options of the media engine. */
export interface MediaServerOptions extends Omit<DispatcherOptions, "emit"> {
  /** Unix socket of the control channel. */
  readonly socketPath: string;
}

/** The running engine. */
export interface RunningMedia {
  readonly socketPath: string;
  /** Ends a worker as a crash does; for crash tests. */
  crashWorker(nth: number): Promise<void>;
  /** Ends legs, workers and the control channel; safe to call twice. */
  close(): Promise<void>;
}

/** Starts the engine: workers first, then the control socket. */
export async function startMediaServer(options: MediaServerOptions): Promise<RunningMedia> {
  const engine = randomUUID();
  const clients = new Set<Socket>();
  const tellAll = (message: FromEngine) => {
    for (const client of clients) sendLine(client, message);
  };
  const emit = (event: MediaEvent) => tellAll({ kind: "event", event });
  const dispatcher = await Dispatcher.open({ ...options, emit });
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on("close", () => clients.delete(socket));
    socket.on("error", () => undefined);
    serve(socket, { dispatcher, engine });
  });
  await listenForLines(server, options.socketPath);
  let closing: Promise<void> | null = null;
  const close = async () => {
    for (const client of clients) client.destroy();
    await new Promise((resolve) => server.close(resolve));
    await dispatcher.close();
  };
  return {
    socketPath: options.socketPath,
    crashWorker: (nth) => dispatcher.crashWorker(nth),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function serve(
  socket: Socket,
  { dispatcher, engine }: { readonly dispatcher: Dispatcher; readonly engine: string },
): void {
  const say = (message: FromEngine) => sendLine(socket, message);
  let greeted: Promise<unknown> = Promise.resolve();
  onLines(socket, (message) => {
    const parsed = toEngineSchema.safeParse(message);
    if (!parsed.success) {
      const id = idOf(message);
      if (id !== null) say({ kind: "answer", id, result: refuse("command-malformed") });
      return;
    }
    if (parsed.data.kind === "hello") {
      const { client } = parsed.data;
      greeted = dispatcher.takeOver(client).then(() => say({ kind: "welcome", engine }));
      greeted.catch(() => socket.destroy());
      return;
    }
    const { id, command, deadlineMs } = parsed.data;
    const untilMs = performance.now() + deadlineMs;
    greeted
      .then(async (): Promise<Result<unknown, MediaRefusal>> => {
        return performance.now() > untilMs ? refuse("deadline-passed") : dispatcher.carryOut(command);
      })
      .then((result) => say({ kind: "answer", id, result: result.ok ? ok(result.value) : refuse(result.refusal) }))
      .catch(() => say({ kind: "answer", id, result: refuse("engine-failed") }));
  });
}

function idOf(message: unknown): number | null {
  const id = typeof message === "object" && message !== null && "id" in message ? message.id : null;
  return typeof id === "number" ? id : null;
}
