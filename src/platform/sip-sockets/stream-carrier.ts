import net from "node:net";
import {
  readStream,
  type SipPeer,
  STREAM_START,
  type StreamFrame,
  type StreamState,
} from "../../protocols/sip/index.ts";
import type { Log } from "../telemetry/index.ts";
import type { Carrier, CarrierUser } from "./carrier.ts";
import type { StreamLayer } from "./stream-layer.ts";

/** Resource limits of stream connections. */
export interface StreamLimits {
  readonly connectionsMax: number;
  readonly perAddressMax: number;
  /** Time in which a started message must be complete, and in which a new connection must send one: slow senders are disconnected. */
  readonly messageMsMax: number;
  /** An idle connection is closed after this time; a keep-alive counts as activity (RFC 5626 §4.4.1). */
  readonly idleMsMax: number;
  readonly connectMsMax: number;
  /** Maximum number of unsent bytes for a peer that does not read. */
  readonly waitingBytesMax: number;
}

/** Dependencies of a stream transport. */
export interface StreamOptions {
  readonly host: string;
  readonly port: number;
  /** Plain TCP or TLS. */
  readonly layer: StreamLayer;
  readonly limits: StreamLimits;
  readonly log: Log;
}

interface Connection {
  readonly id: string;
  readonly socket: net.Socket;
  readonly peer: SipPeer;
  state: StreamState;
  heardMs: number;
  /** Start of an incomplete message; null between messages. */
  unfinishedSinceMs: number | null;
  isOpen: boolean;
}

const PONG = new TextEncoder().encode("\r\n");
const CR = 0x0d;
const SWEEP_MS = 1_000;

/** Opens a listener for SIP over streams, and outgoing connections on demand. Throws when the port is in use. */
export async function openStreamCarrier(options: StreamOptions, user: CarrierUser): Promise<Carrier> {
  const carrier = new StreamCarrier(options, user);
  await carrier.listen();
  return carrier;
}

/** Owns the listener, its connections and the sweep that ends slow ones; `close` may be called twice. */
class StreamCarrier implements Carrier {
  port = 0;
  private readonly options: StreamOptions;
  private readonly user: CarrierUser;
  private readonly server: net.Server;
  private readonly connections = new Map<string, Connection>();
  /** Outgoing connections by address, port and verified host. An incoming connection proves nothing about its address (RFC 5923 §9.3). */
  private readonly byPeer = new Map<string, Connection>();
  private readonly perAddress = new Map<string, number>();
  private readonly sweeping: NodeJS.Timeout;
  private opened = 0;

  constructor(options: StreamOptions, user: CarrierUser) {
    this.options = options;
    this.user = user;
    this.server = net.createServer({ noDelay: true }, (socket) => this.accept(socket));
    this.sweeping = setInterval(() => this.sweep(), SWEEP_MS);
  }

  /** Binds the port. */
  async listen(): Promise<void> {
    const { host, port, log, layer } = this.options;
    try {
      await new Promise<void>((resolve, reject) => {
        this.server.once("error", reject);
        this.server.listen({ host, port, exclusive: true }, resolve);
      });
    } catch (error) {
      clearInterval(this.sweeping);
      throw error;
    }
    this.server.removeAllListeners("error");
    this.server.on("error", (error) =>
      log.error({ err: error, transport: layer.transport }, "sip.stream-listener-failed"),
    );
    const address = this.server.address();
    this.port = typeof address === "object" && address !== null ? address.port : port;
  }

  send(bytes: Uint8Array, to: SipPeer, onFailed: () => void): void {
    const fail = () => {
      this.user.count("send-failed");
      onFailed();
    };
    const connection = this.connectionTo(to);
    if (connection === null) return fail();
    // When a connection ends, all its pending writes fail.
    connection.socket.write(bytes, (error) => (error ? fail() : this.user.count("sent")));
    if (connection.socket.writableLength > this.options.limits.waitingBytesMax)
      this.end(connection, "connections-stuck");
  }

  async close(): Promise<void> {
    clearInterval(this.sweeping);
    for (const connection of this.connections.values()) this.end(connection, null);
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Returns the connection on which a request arrived, an outgoing one to the address, or a new one (RFC 3261 §18.2.2). */
  private connectionTo(to: SipPeer): Connection | null {
    const own = to.connection === null ? undefined : this.connections.get(to.connection);
    const open = own ?? this.byPeer.get(peerName(to));
    if (open !== undefined) return open;
    if (net.isIP(to.address) === 0 || !this.hasRoom(to.address)) return null;
    const { limits, layer } = this.options;
    const socket = layer.connect(to);
    if (socket === null) return null;
    const { address, port, host } = to;
    const connection = this.hold(socket, { address, port, ...(host === undefined ? {} : { host }) }, false);
    this.byPeer.set(peerName(to), connection);
    const late = setTimeout(() => this.end(connection, "connections-idle"), limits.connectMsMax);
    socket.once(layer.opened, () => clearTimeout(late));
    socket.once("close", () => clearTimeout(late));
    return connection;
  }

  private accept(socket: net.Socket): void {
    const { remoteAddress: address, remotePort: port } = socket;
    if (address === undefined || port === undefined || !this.hasRoom(address)) {
      this.user.count("connections-refused");
      socket.destroy();
      return;
    }
    this.hold(this.options.layer.accept(socket), { address, port }, true);
  }

  private hasRoom(address: string): boolean {
    const { connectionsMax, perAddressMax } = this.options.limits;
    return this.connections.size < connectionsMax && (this.perAddress.get(address) ?? 0) < perAddressMax;
  }

  private hold(socket: net.Socket, from: Pick<SipPeer, "address" | "port" | "host">, isInbound: boolean): Connection {
    this.opened += 1;
    const { transport } = this.options.layer;
    const id = `${transport}${this.opened}`;
    const nowMs = this.user.nowMs();
    const connection: Connection = {
      id,
      socket,
      peer: { transport, ...from, connection: id },
      state: STREAM_START,
      heardMs: nowMs,
      // A new incoming connection must send its first message in time.
      unfinishedSinceMs: isInbound ? nowMs : null,
      isOpen: true,
    };
    this.connections.set(id, connection);
    this.perAddress.set(from.address, (this.perAddress.get(from.address) ?? 0) + 1);
    socket.on("data", (chunk) => this.read(connection, chunk));
    // "close" always follows and reports the failure.
    socket.on("error", () => undefined);
    socket.on("close", () => this.end(connection, null));
    return connection;
  }

  private read(connection: Connection, chunk: Uint8Array): void {
    if (!connection.isOpen) return;
    const step = readStream(connection.state, chunk);
    connection.state = step.state;
    connection.heardMs = this.user.nowMs();
    for (const frame of step.effects) this.take(connection, frame);
    this.watch(connection, step.effects.length > 0);
  }

  /** The timer of an incomplete message starts with its first byte, and for a new connection when it opens. */
  private watch(connection: Connection, hasSpoken: boolean): void {
    const { state } = connection;
    // Line ends that wait for a second pair are a keep-alive, not the start of a message.
    const isUnfinished = state.waiting !== null || (state.rest.length > 0 && state.rest[0] !== CR);
    const isKnown = connection.unfinishedSinceMs !== null && !hasSpoken;
    if (isUnfinished && !isKnown) connection.unfinishedSinceMs = connection.heardMs;
    if (!isUnfinished && hasSpoken) connection.unfinishedSinceMs = null;
  }

  private take(connection: Connection, frame: StreamFrame): void {
    if (frame.kind === "ping") {
      connection.socket.write(PONG);
      return;
    }
    this.user.count("received");
    if (!this.user.allows(connection.peer, () => firstLineOf(frame))) return this.user.count("dropped-rate");
    if (frame.kind !== "broken") return this.user.onMessage(frame, connection.peer);
    // RFC 3261 §18.3: the request is answered if possible, and the connection is closed.
    this.user.onMessage({ kind: "bad", fault: frame.fault, partial: frame.partial }, connection.peer);
    this.user.count("connections-broken");
    this.forget(connection);
    connection.socket.end(() => connection.socket.destroy());
  }

  private sweep(): void {
    const { messageMsMax, idleMsMax } = this.options.limits;
    const nowMs = this.user.nowMs();
    for (const connection of this.connections.values()) {
      const since = connection.unfinishedSinceMs;
      if (since !== null && nowMs - since > messageMsMax) this.end(connection, "connections-slow");
      else if (nowMs - connection.heardMs > idleMsMax) this.end(connection, "connections-idle");
    }
  }

  private end(connection: Connection, why: Parameters<CarrierUser["count"]>[0] | null): void {
    if (connection.isOpen && why !== null) this.user.count(why);
    this.forget(connection);
    connection.socket.destroy();
  }

  private forget(connection: Connection): void {
    if (!connection.isOpen) return;
    connection.isOpen = false;
    this.connections.delete(connection.id);
    const name = peerName(connection.peer);
    if (this.byPeer.get(name) === connection) this.byPeer.delete(name);
    const { address } = connection.peer;
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(address, left);
    else this.perAddress.delete(address);
  }
}

function peerName({ address, port, host = "" }: Pick<SipPeer, "address" | "port" | "host">): string {
  return `${address} ${port} ${host}`;
}

/** The start line of a stream message; empty for a response. */
function firstLineOf(frame: StreamFrame): string {
  const message = frame.kind === "message" ? frame.message : null;
  return message?.kind === "request" ? `${message.method} ${message.uri} SIP/2.0` : "";
}
