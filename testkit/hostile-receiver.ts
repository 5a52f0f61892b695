import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** Misbehaviour of a hostile webhook receiver. */
export type Misdeed =
  | "none"
  | "silent"
  | "dripping"
  | "huge"
  | "redirecting"
  | "nonsense"
  | "resetting"
  | "half-closed"
  | "hung-up"
  | "gone"
  | "failing"
  | "endless-headers";

/** All kinds, for schedules. */
export const MISDEEDS: readonly Misdeed[] = [
  ...(["none", "silent", "dripping", "huge", "redirecting", "nonsense", "resetting"] as const),
  ...(["half-closed", "hung-up", "failing", "endless-headers"] as const),
];

/** A received call, whatever its result. */
export interface CameIn {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  readonly misdeed: Misdeed;
  /** The connection it came by, numbered from 1. */
  readonly connection: number;
}

/** A webhook receiver on this machine, without TLS, that misbehaves as configured. */
export interface HostileReceiver {
  /** `127.0.0.1:port`: an installation must permit it before calling it. */
  readonly host: string;
  readonly url: string;
  readonly cameIn: readonly CameIn[];
  /** Sets the behaviour for further calls. */
  do(misdeed: Misdeed | ((nth: number) => Misdeed), text?: string): void;
  /** Closes all connections. */
  hangUp(): void;
  close(): Promise<void>;
}

const MEGABYTE = Buffer.alloc(1_048_576, "x");

/** Opens a receiver that behaves well until configured otherwise. */
export async function openHostileReceiver(): Promise<HostileReceiver> {
  const cameIn: CameIn[] = [];
  const connections = new Map<Socket, number>();
  let [choose, text]: [(nth: number) => Misdeed, string] = [() => "none", "ok"];
  const server: Server = createServer((request, response) => {
    const read: Buffer[] = [];
    request.on("data", (chunk: Buffer) => read.push(chunk));
    request.on("error", () => {});
    response.on("error", () => {});
    request.on("end", () => {
      const misdeed = choose(cameIn.length);
      const { method = "", url: path = "", headers, socket } = request;
      const connection = connections.get(socket) ?? 0;
      cameIn.push({ method, path, headers, body: Buffer.concat(read).toString(), misdeed, connection });
      if (misdeed === "none")
        return void response.writeHead(200, { "content-type": "text/XML; charset=utf-8" }).end(text);
      misbehave(socket, misdeed);
    });
  });
  server.on("connection", (socket) => {
    connections.set(socket, connections.size + 1);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/`,
    cameIn,
    do: (misdeed, with_ = "ok") => {
      choose = typeof misdeed === "function" ? misdeed : () => misdeed;
      text = with_;
    },
    hangUp: () => {
      for (const socket of connections.keys()) socket.destroy();
    },
    close: async () => {
      server.closeAllConnections();
      for (const socket of connections.keys()) socket.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

function misbehave(socket: Socket, misdeed: Exclude<Misdeed, "none">): void {
  const head = (status: string, ...lines: readonly string[]) =>
    socket.write([`HTTP/1.1 ${status}`, ...lines, "", ""].join("\r\n"));
  const acts: Record<Exclude<Misdeed, "none">, () => void> = {
    silent: () => {},
    dripping: () => {
      head("200 OK", "content-length: 1000");
      pourOut(socket, "x", 20);
    },
    huge: () => {
      head("200 OK", "connection: close");
      pourOut(socket, MEGABYTE, 0);
    },
    redirecting: () => head("302 Found", "location: http://169.254.169.254/latest/meta-data/", "content-length: 0"),
    nonsense: () => socket.write("\u0000\u0001 bukan HTTP sama sekali\r\n\r\n"),
    resetting: () => socket.resetAndDestroy(),
    "half-closed": () => {
      head("200 OK", "content-length: 1000");
      socket.end("half an ans");
    },
    "hung-up": () => socket.destroy(),
    gone: () => head("410 Gone", "content-length: 0"),
    failing: () => socket.write("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 5\r\n\r\nsibuk"),
    "endless-headers": () => {
      socket.write("HTTP/1.1 200 OK\r\n");
      pourOut(socket, `x-more: ${"y".repeat(500)}\r\n`, 0);
    },
  };
  acts[misdeed]();
}

/** Continues while the client reads, but no longer than a test. */
function pourOut(socket: Socket, what: string | Buffer, pauseMs: number): void {
  let left = 2_000;
  const next = () => {
    left -= 1;
    if (socket.destroyed || left === 0) return;
    if (pauseMs > 0) {
      socket.write(what);
      setTimeout(next, pauseMs).unref();
    } else socket.write(what, () => setImmediate(next));
  };
  next();
}
