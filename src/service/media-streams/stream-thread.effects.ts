// The thread that holds the sockets of streams: neither the switch's messages nor the engine's ticks wait for what applications do.
import { createSocket } from "node:dgram";
import { parentPort, workerData } from "node:worker_threads";
import { present } from "../../kernel/index.ts";
import { tapTokenOf } from "../../protocols/rtp/index.ts";
import { publicWay } from "../webhooks/wire.ts";
import type { FromStreams, StreamOrder, ToStreams } from "./stream-order.ts";
import { StreamSocket } from "./stream-socket.effects.ts";

const LOOPBACK = "127.0.0.1";
const LOOK_MS = 1_000;

interface Open {
  readonly order: StreamOrder;
  readonly socket: StreamSocket;
  /** Where the engine's reports come from, and so where it is fed. */
  engine: number | null;
}

const port = present(parentPort, "parent port");
const { inside } = workerData as { readonly inside: readonly string[] };
const way = publicWay(inside);
const byId = new Map<string, Open>();
const byToken = new Map<string, Open>();
const say = (news: FromStreams): void => port.postMessage(news);

const loopback = createSocket({ type: "udp4", recvBufferSize: 1_048_576 });
// An engine that began anew is gone for a moment, and the kernel says so to the next who sends.
loopback.on("error", () => undefined);
loopback.on("message", (bytes, from) => {
  const open = byToken.get(tapTokenOf(bytes));
  if (open === undefined) return;
  open.engine = from.port;
  open.socket.report(bytes);
});
loopback.bind(0, LOOPBACK, () => say({ kind: "ready", port: loopback.address().port }));

function open(order: StreamOrder): void {
  const stream: Open = {
    ...{ order, engine: null },
    socket: new StreamSocket(order, {
      ...{ way, nowMs: () => performance.now() },
      feed: (datagram) => {
        if (stream.engine !== null) loopback.send(datagram, stream.engine, LOOPBACK);
      },
      tell: (news) => {
        if (news.kind === "ended") forget(order);
        say(news);
      },
    }),
  };
  byId.set(order.id, stream);
  byToken.set(order.token, stream);
  stream.socket.open().catch((error: unknown) => {
    throw error;
  });
}

function forget({ id, token }: StreamOrder): void {
  byId.delete(id);
  byToken.delete(token);
}

setInterval(() => {
  for (const { socket } of [...byId.values()]) socket.look();
}, LOOK_MS);

port.on("message", (message: ToStreams) => {
  if (message.kind === "open") return open(message.order);
  const stream = byId.get(message.id);
  if (message.kind === "key") stream?.socket.key(message.key);
  else stream?.socket.close();
});
