import net from "node:net";
import { type Duplex, pipeline } from "node:stream";
import type { FastifyRequest } from "fastify";
import { endSoon } from "../../../platform/http/index.ts";
import { type PipeEnd, pipeHeaders, SIP_PATH } from "../../../platform/sip-sockets/index.ts";

/** A connection of a browser that is to reach the switch. */
export interface PipeOptions {
  readonly upgrade: { readonly socket: Duplex; readonly head: Buffer };
  readonly headers: FastifyRequest["headers"];
  readonly end: PipeEnd;
  /** The port of the switch on this machine. */
  readonly port: number;
  readonly personId: string;
  /** Whether whoever opened it may still use it. */
  readonly isPermitted: () => Promise<boolean>;
}

/** The pipes that are open. */
export interface SipPipes {
  /** Whether somebody may open one more. */
  hasRoom(personId: string): boolean;
  open(options: PipeOptions): void;
  /** Ends all; safe to call twice. */
  close(): void;
}

/** Pages of one person at once: what is opened twice by mistake, and a second machine. */
const PER_PERSON_MAX = 6;
const PIPES_MAX = 2_000;
const CONNECT_MS_MAX = 5_000;
/** Whoever has logged out, or lost his role, is cut off this soon. */
const POLL_MS = 15_000;

const HANDED_ON = ["sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol"] as const;
const UNREACHABLE = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/** Opens the place where pipes are held; `key` signs who is at their ends. */
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

/** Hands bytes on both ways until either side ends, or whoever opened it may not use it any more. */
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
    // Who cannot be asked is asked again: what he may do stands in the switch, by his account or by the pass of this pipe, until then.
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

/** The request of the browser as the switch is to see it: what a WebSocket needs (RFC 6455 §4.1), and who asks. */
function handshake(key: Uint8Array, { headers, end }: PipeOptions): string {
  const own = Object.entries({
    ...Object.fromEntries(HANDED_ON.map((name) => [name, headers[name] ?? ""])),
    ...pipeHeaders(key, end),
  });
  const lines = own.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${String(value)}`);
  const fixed = [`GET ${SIP_PATH} HTTP/1.1`, "Host: 127.0.0.1", "Connection: Upgrade", "Upgrade: websocket"];
  return `${[...fixed, ...lines].join("\r\n")}\r\n\r\n`;
}
