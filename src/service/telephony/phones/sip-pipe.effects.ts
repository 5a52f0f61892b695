import net from "node:net";
import { type Duplex, pipeline } from "node:stream";
import type { FastifyRequest } from "fastify";
import { endSoon } from "../../../platform/http/index.ts";
import { type PipeEnd, pipeHeaders, SIP_PATH } from "../../../platform/sip-sockets/index.ts";

/** A browser's connection to forward to the switch. */
export interface PipeOptions {
  readonly upgrade: { readonly socket: Duplex; readonly head: Buffer };
  readonly headers: FastifyRequest["headers"];
  readonly end: PipeEnd;
  /** The local port of the switch. */
  readonly port: number;
  readonly personId: string;
  /** Whether the person who opened it may still use it. */
  readonly isPermitted: () => Promise<boolean>;
}

/** The open connections. */
export interface SipPipes {
  /** Whether a person may open one more. */
  hasRoom(personId: string): boolean;
  open(options: PipeOptions): void;
  /** Closes all connections; safe to call twice. */
  close(): void;
}

/** The maximum of connections of one person: pages that are opened twice by mistake, and a second machine. */
const PER_PERSON_MAX = 6;
const PIPES_MAX = 2_000;
const CONNECT_MS_MAX = 5_000;
/** The interval of permission checks, after which a person who has logged out or lost the role is disconnected. */
const POLL_MS = 15_000;

const HANDED_ON = ["sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol"] as const;
const UNREACHABLE = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/** Opens the registry of connections; `key` signs the headers that describe their clients. */
export function openSipPipes(
  key: Uint8Array,
  most: { readonly perPerson: number; readonly all: number } = { perPerson: PER_PERSON_MAX, all: PIPES_MAX },
): SipPipes {
  const pipes = new Map<() => void, string>();
  return {
    hasRoom: (personId) =>
      pipes.size < most.all && [...pipes.values()].filter((one) => one === personId).length < most.perPerson,
    open: (options) => {
      const end = openPipe(key, options, () => pipes.delete(end));
      pipes.set(end, options.personId);
    },
    close: () => {
      for (const end of [...pipes.keys()]) end();
    },
  };
}

/** Forwards bytes in both directions until either side ends, or the permission of its client ends. */
function openPipe(key: Uint8Array, options: PipeOptions, onEnded: () => void): () => void {
  const { socket, head } = options.upgrade;
  const upstream = net.connect({ host: "127.0.0.1", port: options.port, noDelay: true });
  let isConnected = false;
  const end = (): void => {
    socket.destroy();
    upstream.destroy();
  };
  const late = setTimeout(() => upstream.destroy(new Error("the switch does not answer")), CONNECT_MS_MAX);
  const looking = setInterval(() => {
    // A failed check is repeated: until then the switch enforces the permissions, by the account or by the pass of this connection.
    options.isPermitted().then(
      (isPermitted) => (isPermitted ? undefined : end()),
      () => undefined,
    );
  }, POLL_MS);
  upstream.once("connect", () => {
    isConnected = true;
    clearTimeout(late);
    upstream.write(Buffer.concat([Buffer.from(handshake(key, options)), head]));
    pipeline(socket, upstream, socket, () => end());
  });
  upstream.on("error", () => {
    if (!isConnected) socket.write(UNREACHABLE);
  });
  upstream.once("close", () => {
    clearTimeout(late);
    clearInterval(looking);
    endSoon(socket);
    onEnded();
  });
  socket.once("close", () => upstream.destroy());
  return end;
}

/** The request of the browser for the switch: the headers that a WebSocket needs (RFC 6455 §4.1), and the description of the client. */
function handshake(key: Uint8Array, { headers, end }: PipeOptions): string {
  const own = Object.entries({
    ...Object.fromEntries(HANDED_ON.map((name) => [name, headers[name] ?? ""])),
    ...pipeHeaders(key, end),
  });
  const lines = own.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${String(value)}`);
  const fixed = [`GET ${SIP_PATH} HTTP/1.1`, "Host: 127.0.0.1", "Connection: Upgrade", "Upgrade: websocket"];
  return `${[...fixed, ...lines].join("\r\n")}\r\n\r\n`;
}
