import type { FastifyReply, FastifyRequest } from "fastify";
import { hasShare } from "../../kernel/index.ts";
import type { Metrics } from "../telemetry/index.ts";
import { type Requester, requesterOf } from "./requester.ts";

const EVENT_STREAM = "text/event-stream; charset=utf-8";
const PING_MS = 15_000;
const CONNECTIONS_MAX = 4_500;
const PER_SESSION_MAX = 20;
const PER_ADDRESS_MAX = 40;
/** A client with more than this many unsent bytes is disconnected; it reconnects and loads the current state. */
const WAITING_BYTES_MAX = 1_000_000;

/** One open event stream (HTML Living Standard §9.2, text/event-stream). */
export interface LiveStream {
  send(event: string, data: unknown): void;
  onClose(then: () => void): void;
}

/** Every open event stream of this process. */
export interface LiveStreams {
  /** Takes over the reply as an event stream; undefined when there are too many (503 sent), and for HEAD (200 sent). */
  open(request: FastifyRequest, reply: FastifyReply): LiveStream | undefined;
  /** Ends all streams; safe to call twice. */
  close(): void;
}

/** Opens event streams with a limit on their number: in total, per organisation, and per session, or per address without one. */
export function openLiveStreams(metrics: Metrics): LiveStreams {
  const open = new Map<() => void, Requester>();
  const hasRoom = ({ key, party, isAnonymous }: Requester): boolean => {
    const ofParty = [...open.values()].filter((other) => other.party === party);
    const ofKey = ofParty.filter((other) => other.key === key);
    if (ofKey.length >= (isAnonymous ? PER_ADDRESS_MAX : PER_SESSION_MAX)) return false;
    // One tenant may use at most a third of all streams.
    return hasShare({ own: ofParty.length, ownMax: CONNECTIONS_MAX, all: open.size, allMax: CONNECTIONS_MAX });
  };
  return {
    open: (request, reply) => {
      if (request.method === "HEAD") {
        reply.type(EVENT_STREAM).send();
        return undefined;
      }
      const requester = requesterOf(request);
      if (!hasRoom(requester)) {
        reply.code(503).header("retry-after", "5").send();
        return undefined;
      }
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        "content-type": EVENT_STREAM,
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      const stream = startStream(raw, (end) => {
        open.delete(end);
        metrics.liveConnections.set(open.size);
      });
      open.set(stream.end, requester);
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
