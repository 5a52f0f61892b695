import dgram from "node:dgram";
import { isIP, isIPv6 } from "node:net";
import { parseDatagram, type SipPeer } from "../../protocols/sip/index.ts";
import type { Log } from "../telemetry/index.ts";
import type { Carrier, CarrierUser } from "./carrier.ts";

/** Dependencies of the UDP transport. Tests replace `create` to fail a socket. */
export interface UdpOptions {
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  readonly create?: (type: "udp4" | "udp6") => dgram.Socket;
}

/** Buffers a burst that arrives during a computation. */
const BUFFER_BYTES = 4_194_304;
/** Maximum number of bytes of a start line that are read. */
const FIRST_LINE_MAX = 200;
const PORT_MAX = 65_535;
const RESTART_MS_MIN = 100;
const RESTART_MS_MAX = 5_000;

/** Opens a UDP socket for SIP; a failed socket is reopened on the same port, with growing pauses. Throws when the port is in use. */
export async function openUdpCarrier(options: UdpOptions, user: CarrierUser): Promise<Carrier> {
  const { host, log } = options;
  const type = isIPv6(host) ? "udp6" : "udp4";
  let socket: dgram.Socket | null = null;
  let restart: NodeJS.Timeout | null = null;
  let isClosed = false;
  let port = options.port;

  async function start(): Promise<void> {
    const opened = options.create?.(type) ?? dgram.createSocket({ type, lookup: asItIs });
    await bound(opened, host, port);
    setBuffers(opened);
    port = opened.address().port;
    socket = opened;
    opened.on("message", (bytes, { address, port: from }) => {
      user.count("received");
      if (!user.allows({ address, port: from }, () => firstLineOf(bytes))) return user.count("dropped-rate");
      user.onMessage(parseDatagram(bytes), { transport: "udp", address, port: from, connection: null });
    });
    opened.on("error", (error) => die(opened, error));
    opened.on("close", () => die(opened, null));
  }

  function die(dead: dgram.Socket, error: Error | null): void {
    if (socket !== dead || isClosed) return;
    socket = null;
    log.warn({ port, err: error }, "sip.udp-died");
    closeQuietly(dead);
    again(RESTART_MS_MIN);
  }

  function again(pauseMs: number): void {
    restart = setTimeout(() => {
      start().then(
        () => user.count("socket-restarts"),
        (error: unknown) => {
          log.error({ port, err: error }, "sip.udp-restart-failed");
          if (!isClosed) again(Math.min(pauseMs * 2, RESTART_MS_MAX));
        },
      );
    }, pauseMs);
  }

  await start();
  return {
    port,
    send(bytes, to: SipPeer, onFailed) {
      const fail = () => {
        user.count("send-failed");
        onFailed();
      };
      // The system would resolve a host name on its own threads: names are resolved before.
      // A datagram may claim source port 0, to which nothing can be sent.
      const isReachable = isIP(to.address) !== 0 && to.port > 0 && to.port <= PORT_MAX;
      if (socket === null || !isReachable) return fail();
      socket.send(bytes, to.port, to.address, (error) => (error === null ? user.count("sent") : fail()));
    },
    async close() {
      isClosed = true;
      if (restart !== null) clearTimeout(restart);
      const open = socket;
      socket = null;
      if (open !== null) await new Promise<void>((resolve) => open.close(() => resolve()));
    },
  };
}

/** The start line of a datagram. */
function firstLineOf(bytes: Buffer): string {
  return bytes.toString("latin1", 0, FIRST_LINE_MAX).split("\r", 1)[0] ?? "";
}

/** Addresses are numeric, so DNS lookup is skipped. */
function asItIs(host: string, _options: unknown, answer: (error: null, address: string, family: number) => void): void {
  answer(null, host, isIP(host));
}

function bound(socket: dgram.Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", (error) => {
      closeQuietly(socket);
      reject(error);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners("error");
      resolve();
    });
  });
}

/** The system may limit the size; it then applies its maximum. */
function setBuffers(socket: dgram.Socket): void {
  try {
    socket.setRecvBufferSize(BUFFER_BYTES);
    socket.setSendBufferSize(BUFFER_BYTES);
  } catch {
    // Smaller buffers lose bursts sooner, and repetitions make up for that.
  }
}

function closeQuietly(socket: dgram.Socket): void {
  try {
    socket.close();
  } catch {
    // It was closed already.
  }
}
