import type { FastifyReply, FastifyRequest } from "fastify";
import type { Metrics } from "../telemetry/index.ts";

const PING_MS = 15_000;
const CONNECTIONS_MAX = 900;
const PER_ADDRESS_MAX = 40;
/** A client that reads slower than this many waiting bytes is cut off; it reconnects and reads afresh. */
const WAITING_BYTES_MAX = 1_000_000;

/** One open event stream (HTML Living Standard §9.2, text/event-stream). */
export interface LiveStream {
  send(event: string, data: unknown): void;
  onClose(then: () => void): void;
}

/** Every open event stream of this process. */
export interface LiveStreams {
  /** Takes over the reply as an event stream; undefined (and 503 sent) when there are too many. */
  open(request: FastifyRequest, reply: FastifyReply): LiveStream | undefined;
  /** Ends all streams; safe to call twice. */
  close(): void;
}

/** Keeps event streams with a limit on their number, in all and per address. */
export function openLiveStreams(metrics: Metrics): LiveStreams {
  const open = new Map<() => void, string>();
  const countOf = (address: string) => [...open.values()].filter((other) => other === address).length;
  return {
    open: (request, reply) => {
      if (open.size >= CONNECTIONS_MAX || countOf(request.ip) >= PER_ADDRESS_MAX) {
        reply.code(503).header("retry-after", "5").send();
        return undefined;
      }
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      const stream = startStream(raw, (end) => {
        open.delete(end);
        metrics.liveConnections.set(open.size);
      });
      open.set(stream.end, request.ip);
      metrics.liveConnections.set(open.size);
      return stream;
    },
    close: () => {
      for (const end of [...open.keys()]) end();
    },
  };
}

function startStream(
  raw: FastifyReply["raw"],
  gone: (end: () => void) => void,
): LiveStream & { readonly end: () => void } {
  const closers: (() => void)[] = [];
  const write = (text: string) => {
    if (raw.writableLength > WAITING_BYTES_MAX) raw.destroy();
    else raw.write(text);
  };
  const ping = setInterval(() => write("event: ping\ndata: {}\n\n"), PING_MS);
  const end = () => raw.end();
  raw.on("error", () => undefined);
  raw.on("close", () => {
    clearInterval(ping);
    gone(end);
    for (const then of closers) then();
  });
  write("event: ping\ndata: {}\n\n");
  return {
    end,
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    onClose: (then) => void closers.push(then),
  };
}
