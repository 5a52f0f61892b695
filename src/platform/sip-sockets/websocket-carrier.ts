import { isUtf8 } from "node:buffer";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { MESSAGE_BYTES_MAX, parseDatagram, type SipPeer } from "../../protocols/sip/index.ts";
import type { Log } from "../telemetry/index.ts";
import type { Carrier, CarrierUser } from "./carrier.ts";
import { type PipeEnd, readPipe } from "./pipe-pass.ts";
import type { StreamLimits } from "./stream-carrier.ts";

/** The path and the subprotocol of SIP over WebSocket (RFC 7118 §4.1). */
export const SIP_PATH = "/sip";
const SUBPROTOCOL = "sip";

/** Dependencies of the WebSocket transport. */
export interface WebSocketOptions {
  readonly port: number;
  /** Signs the headers of pipes; shared with the portal. */
  readonly key: Uint8Array;
  readonly limits: StreamLimits;
  readonly log: Log;
  /** Called after a connection has ended: its far end cannot be reached any more. */
  readonly onGone: (peer: SipPeer) => void;
  /** Whether a connection must end because its authorisation has expired; checked every second. */
  readonly isOver?: (peer: SipPeer) => boolean;
}

interface Connection {
  readonly socket: WebSocket;
  readonly peer: SipPeer;
  heardMs: number;
  hasSpoken: boolean;
}

/** Only the portal on this machine opens pipes to this listener. */
const HOST = "127.0.0.1";
const SWEEP_MS = 1_000;
/** A browser answers a ping automatically (RFC 6455 §5.5.2); after two missed answers it counts as disconnected. */
const PING_MS = 20_000;
const SILENT_MS_MAX = 50_000;
const HEADERS_MS_MAX = 5_000;
/** RFC 6455 §7.4.1: 1001, the endpoint is going away; 1008, policy violation. */
const GOING_AWAY = 1001;
const NOT_AGREED = 1008;

/** Opens a listener for SIP over WebSocket (RFC 7118) on loopback. Throws when the port is in use. */
export async function openWebSocketCarrier(options: WebSocketOptions, user: CarrierUser): Promise<Carrier> {
  const carrier = new WebSocketCarrier(options, user);
  await carrier.listen();
  return carrier;
}

/** Owns the listener, its connections and the sweep that ends silent ones; `close` may be called twice. */
class WebSocketCarrier implements Carrier {
  port = 0;
  private readonly options: WebSocketOptions;
  private readonly user: CarrierUser;
  private readonly server: Server;
  private readonly upgrades: WebSocketServer;
  private readonly connections = new Map<string, Connection>();
  private readonly perAddress = new Map<string, number>();
  private readonly sweeping: NodeJS.Timeout;
  private pingedMs = 0;
  private opened = 0;

  constructor(options: WebSocketOptions, user: CarrierUser) {
    this.options = options;
    this.user = user;
    this.upgrades = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: MESSAGE_BYTES_MAX,
      handleProtocols: () => SUBPROTOCOL,
    });
    this.server = createServer({ headersTimeout: HEADERS_MS_MAX }, (_request, response) => {
      response.writeHead(426, { connection: "close" }).end();
    });
    this.server.on("upgrade", (request, socket, head) => this.upgrade(request, socket, head));
    this.sweeping = setInterval(() => this.sweep(), SWEEP_MS);
  }

  /** Binds the port. */
  async listen(): Promise<void> {
    const { port, log } = this.options;
    try {
      await new Promise<void>((resolve, reject) => {
        this.server.once("error", reject);
        this.server.listen({ host: HOST, port, exclusive: true }, resolve);
      });
    } catch (error) {
      clearInterval(this.sweeping);
      throw error;
    }
    this.server.removeAllListeners("error");
    this.server.on("error", (error) => log.error({ err: error, transport: "ws" }, "sip.stream-listener-failed"));
    const address = this.server.address();
    this.port = typeof address === "object" && address !== null ? address.port : port;
  }

  /** RFC 7118 §5: a message is sent over the connection that its far end opened, and over no other. */
  send(bytes: Uint8Array, to: SipPeer, onFailed: () => void): void {
    const connection = to.connection === null ? undefined : this.connections.get(to.connection);
    const fail = () => {
      this.user.count("send-failed");
      onFailed();
    };
    if (connection === undefined) return fail();
    const { socket } = connection;
    socket.send(bytes, { binary: !isUtf8(bytes) }, (error) => (error ? fail() : this.user.count("sent")));
    if (socket.bufferedAmount > this.options.limits.waitingBytesMax) this.end(connection, "connections-stuck");
  }

  async close(): Promise<void> {
    clearInterval(this.sweeping);
    for (const connection of this.connections.values()) {
      this.letGo(connection, GOING_AWAY);
    }
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const end = readPipe(this.options.key, request.headers);
    const status = end === null ? 403 : this.refusalOf(request, end);
    if (end === null || status !== null) {
      this.user.count("connections-refused");
      socket.on("error", () => undefined);
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.upgrades.handleUpgrade(request, socket, head, (opened) => this.hold(opened, end));
  }

  private refusalOf({ url, headers }: IncomingMessage, { address }: PipeEnd): number | null {
    const { connectionsMax, perAddressMax } = this.options.limits;
    if (url !== SIP_PATH) return 404;
    // RFC 7118 §4.1: the subprotocol is required.
    const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((one) => one.trim());
    if (!offered.includes(SUBPROTOCOL)) return 400;
    const isFull = this.connections.size >= connectionsMax || (this.perAddress.get(address) ?? 0) >= perAddressMax;
    return isFull ? 503 : null;
  }

  private hold(socket: WebSocket, end: PipeEnd): void {
    this.opened += 1;
    const id = `${end.transport}${this.opened}`;
    const connection: Connection = {
      socket,
      peer: { ...end, connection: id },
      heardMs: this.user.nowMs(),
      hasSpoken: false,
    };
    this.connections.set(id, connection);
    this.perAddress.set(end.address, (this.perAddress.get(end.address) ?? 0) + 1);
    socket.on("message", (data) => this.read(connection, data));
    socket.on("pong", () => {
      connection.heardMs = this.user.nowMs();
    });
    // "close" always follows and reports the failure.
    socket.on("error", () => undefined);
    socket.on("close", () => this.end(connection, null));
  }

  /** RFC 7118 §5: each WebSocket message is one complete SIP message. */
  private read(connection: Connection, data: RawData): void {
    if (!this.isOpen(connection)) return;
    const bytes = bytesOf(data);
    connection.heardMs = this.user.nowMs();
    connection.hasSpoken = true;
    this.user.count("received");
    if (!this.user.allows(connection.peer, () => lineOf(bytes))) return this.user.count("dropped-rate");
    this.user.onMessage(parseDatagram(bytes), connection.peer);
  }

  private sweep(): void {
    const nowMs = this.user.nowMs();
    const isPinging = nowMs - this.pingedMs >= PING_MS;
    if (isPinging) this.pingedMs = nowMs;
    for (const connection of this.connections.values()) {
      const silentMs = nowMs - connection.heardMs;
      if (!connection.hasSpoken && silentMs > this.options.limits.messageMsMax)
        this.end(connection, "connections-slow");
      else if (silentMs > SILENT_MS_MAX) this.end(connection, "connections-idle");
      else if (this.options.isOver?.(connection.peer) === true) this.letGo(connection, NOT_AGREED);
      else if (isPinging) connection.socket.ping();
    }
  }

  private letGo(connection: Connection, code: number): void {
    connection.socket.close(code);
    this.end(connection, null);
  }

  private isOpen({ peer }: Connection): boolean {
    return peer.connection !== null && this.connections.has(peer.connection);
  }

  private end(connection: Connection, why: Parameters<CarrierUser["count"]>[0] | null): void {
    const { peer, socket } = connection;
    if (peer.connection === null || !this.connections.delete(peer.connection)) return;
    if (why !== null) this.user.count(why);
    const left = (this.perAddress.get(peer.address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(peer.address, left);
    else this.perAddress.delete(peer.address);
    if (why !== null) socket.terminate();
    this.options.onGone(peer);
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

const FIRST_LINE_MAX = 300;
const LF = 0x0a;

function lineOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(LF);
  return Buffer.from(bytes.subarray(0, Math.min(end === -1 ? bytes.length : end, FIRST_LINE_MAX))).toString("utf8");
}
