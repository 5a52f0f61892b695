import { createSocket } from "node:dgram";
import { readlinkSync } from "node:fs";
import os from "node:os";
import type { MessagePort } from "node:worker_threads";
import { tapTokenOf } from "../../../protocols/rtp/index.ts";
import type { SocketWay } from "./connect-socket.effects.ts";
import { RecogniserSocket } from "./recogniser-socket.effects.ts";
import type { FromStreams, RecognitionOrder, StreamOrder, ToStreams } from "./stream-order.ts";
import { type StreamContext, StreamSocket } from "./stream-socket.effects.ts";

const LOOPBACK = "127.0.0.1";
/** Receive buffer for reports while the thread is busy. */
const LOOPBACK_BYTES = 1_048_576;
/** 0 is the default priority, -20 the highest. */
const NICENESS = -15;
const CHECK_MS = 1_000;

interface Open {
  readonly socket: StreamSocket | RecogniserSocket;
  /** The source port of the engine's reports, which is also where it is fed. */
  engine: number | null;
}

/**
 * Runs the sockets of streams in a thread, so that neither the switch's messages nor the engine's ticks wait for applications. Orders arrive by its port, audio
 * over loopback.
 */
export function runStreams(port: MessagePort, way: SocketWay): void {
  hasten();
  const byId = new Map<string, Open>();
  const byToken = new Map<string, Open>();
  const say = (news: FromStreams): void => port.postMessage(news);
  const loopback = createSocket({ type: "udp4", recvBufferSize: LOOPBACK_BYTES });
  // An engine that restarts is unreachable for a moment, and the kernel reports that to the next sender.
  loopback.on("error", () => undefined);
  loopback.on("message", (bytes, from) => {
    const open = byToken.get(tapTokenOf(bytes));
    if (open === undefined) return;
    open.engine = from.port;
    open.socket.report(bytes);
  });
  loopback.bind(0, LOOPBACK, () => say({ kind: "ready", port: loopback.address().port }));
  const begun = (
    order: StreamOrder | RecognitionOrder,
    made: (streamContext: StreamContext) => Open["socket"],
  ): void => {
    const feed = (datagram: Uint8Array): void => {
      const { engine } = byId.get(order.id) ?? { engine: null };
      if (engine !== null) loopback.send(datagram, engine, LOOPBACK);
    };
    const tell: StreamContext["tell"] = (news) => {
      if (news.kind === "ended") {
        byId.delete(order.id);
        byToken.delete(order.token);
      }
      say(news);
    };
    const socket = made({ way, nowMs: () => performance.now(), feed, tell });
    const stream: Open = { socket, engine: null };
    byId.set(order.id, stream);
    byToken.set(order.token, stream);
    socket.open().catch((error: unknown) => {
      throw error;
    });
  };
  setInterval(() => {
    for (const { socket } of [...byId.values()]) socket.look();
  }, CHECK_MS);
  port.on("message", (message: ToStreams) => {
    if (message.kind === "open") return begun(message.order, (world) => new StreamSocket(message.order, world));
    if (message.kind === "hear") return begun(message.order, (world) => new RecogniserSocket(message.order, world));
    const stream = byId.get(message.id);
    if (message.kind === "key") stream?.socket.key(message.key);
    else if (message.kind === "close") stream?.socket.close();
    else if (stream?.socket instanceof RecogniserSocket) stream.socket.finish();
  });
}

/** Raises the priority of this thread, where permitted. Other threads still get CPU time, unlike with real-time scheduling, whatever applications send. */
function hasten(): void {
  try {
    os.setPriority(Number(readlinkSync("/proc/thread-self").split("/").at(-1)), NICENESS);
  } catch {
    // Frames leave less evenly on a busy machine, and none is lost.
  }
}
