import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { encode, renderTone } from "../src/protocols/audio/index.ts";

/** A message of a stream, as a bot reads it. */
export type BotMessage = Readonly<Record<string, unknown>> & {
  readonly event: string;
  readonly sequenceNumber?: string;
  readonly streamSid?: string;
  readonly start?: Readonly<Record<string, unknown>>;
  readonly media?: {
    readonly track: string;
    readonly chunk: string;
    readonly timestamp: string;
    readonly payload: string;
  };
  readonly mark?: { readonly name: string };
  readonly dtmf?: { readonly digit: string };
};

/** One media stream at the bot: received messages, and functions for sending. */
export interface BotStream {
  readonly path: string;
  readonly request: IncomingMessage;
  readonly heard: BotMessage[];
  readonly socket: WebSocket;
  /** Sends a message on the stream. */
  say(message: object): void;
  /** Received audio of a track so far, in µ-law. */
  sound(track: "inbound" | "outbound"): Uint8Array;
  isClosed: boolean;
}

/** A bot on this machine; the path selects its behaviour. */
export interface StreamBot {
  /** `127.0.0.1:port`: an installation must permit it before calling it. */
  readonly host: string;
  readonly streams: readonly BotStream[];
  at(path: string): string;
  /** Sets the reactions to the start of a stream and to its messages. */
  act(acting: BotActing): void;
  close(): Promise<void>;
}

/** Behaviour of a bot. */
export interface BotActing {
  readonly onStart?: (stream: BotStream) => void;
  readonly onMessage?: (stream: BotStream, message: BotMessage) => void;
  /** Whether it never responds to the handshake. */
  readonly isDeaf?: boolean;
}

/** Opens the bot. */
export async function openStreamBot(): Promise<StreamBot> {
  const streams: BotStream[] = [];
  let acting: BotActing = {};
  const sockets = new Set<Socket>();
  const server = createServer();
  const upgrading = new WebSocketServer({ noServer: true });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request, socket, head) => {
    if (acting.isDeaf === true) return;
    upgrading.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = streamOver(webSocket, request);
      streams.push(stream);
      webSocket.on("message", (data: Buffer) => {
        const message = JSON.parse(data.toString("utf8")) as BotMessage;
        stream.heard.push(message);
        if (message.event === "start") acting.onStart?.(stream);
        acting.onMessage?.(stream, message);
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    streams,
    at: (path) => `ws://${host}${path}`,
    act: (next) => {
      acting = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

function streamOver(socket: WebSocket, request: IncomingMessage): BotStream {
  const heard: BotMessage[] = [];
  const stream: BotStream = {
    path: request.url ?? "/",
    request,
    heard,
    socket,
    isClosed: false,
    say: (message) => {
      const streamSid = heard.find(({ event }) => event === "start")?.streamSid;
      socket.send(JSON.stringify({ ...message, streamSid }));
    },
    sound: (track) =>
      Buffer.concat(
        heard.flatMap(({ media }) => (media?.track === track ? [Buffer.from(media.payload, "base64")] : [])),
      ),
  };
  socket.on("error", () => undefined);
  socket.on("close", () => {
    stream.isClosed = true;
  });
  return stream;
}

/** A tone in one message of a bot. */
export function toneMessage(hz: number, ms: number): object {
  const codes = encode("ulaw", renderTone([{ frequenciesHz: [hz], ms }]));
  return { event: "media", media: { payload: Buffer.from(codes).toString("base64") } };
}
