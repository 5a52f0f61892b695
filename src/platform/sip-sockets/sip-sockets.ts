import type { SipPeer, SipTransport } from "../../protocols/sip/index.ts";
import type { Log } from "../telemetry/index.ts";
import type { Carrier, CarrierUser, Parsed, SipCount } from "./carrier.ts";
import { type GateLimits, isOfScanner, openSourceGate } from "./source-gate.ts";
import { openStreamCarrier, type StreamLimits } from "./stream-carrier.ts";
import { PLAIN_LAYER, type TlsOptions, tlsLayer } from "./stream-layer.ts";
import { openUdpCarrier, type UdpOptions } from "./udp-carrier.ts";
import { openWebSocketCarrier, type WebSocketOptions } from "./websocket-carrier.ts";

/** Options of the SIP sockets; optional ones have defaults. */
export interface SipSocketsOptions {
  readonly host: string;
  /** The port of UDP and TCP; 0 for any port that is free for both. */
  readonly port: number;
  readonly log: Log;
  /** Monotonic clock in milliseconds. */
  readonly nowMs: () => number;
  /** Receives every message; a message that makes it throw is dropped and logged. */
  readonly onMessage: (parsed: Parsed, source: SipPeer) => void;
  /** Addresses without a rate limit: carriers. */
  readonly isTrusted?: (address: string) => boolean;
  /** Addresses and ports of registered phones, which get their own rate limit: other sources at the same address do not consume it. */
  readonly isDevice?: (source: Pick<SipPeer, "address" | "port">) => boolean;
  /** Start lines with a separate rate limit after an address exceeds its own: emergency calls. */
  readonly isUrgent?: (firstLine: string) => boolean;
  readonly gate?: GateLimits;
  readonly tcp?: Partial<StreamLimits>;
  readonly createUdp?: UdpOptions["create"];
  /** SIP over TLS on a separate port (0 = any free one); absent = off. */
  readonly tls?: TlsOptions & { readonly port: number };
  /** SIP over WebSocket on a loopback port (0 = any free one), for pipes of the portal; absent = off. */
  readonly webSocket?: Pick<WebSocketOptions, "port" | "key" | "onGone" | "isOver">;
}

/** The open sockets of a switch. `port` is the port of UDP and TCP. */
export interface SipSockets {
  readonly port: number;
  /** The port of TLS; null without. */
  readonly tlsPort: number | null;
  /** The port of WebSocket on loopback; null without. */
  readonly webSocketPort: number | null;
  /** Sends over the transport of `to`; `onFailed` is called later, at most once. */
  send(bytes: Uint8Array, to: SipPeer, onFailed: () => void): void;
  counts(): Readonly<Record<SipCount, number>>;
  /** Closes every socket and connection; safe to call twice. */
  close(): Promise<void>;
}

const GATE: GateLimits = { perSecond: 100, burst: 300, sourcesMax: 20_000 };
/** Emergency INVITEs of one address: allows a few simultaneous calls with their retransmissions, and stops a flood of them. */
const URGENT: GateLimits = { perSecond: 10, burst: 40, sourcesMax: 20_000 };
const TCP: StreamLimits = {
  connectionsMax: 4_000,
  perAddressMax: 200,
  messageMsMax: 10_000,
  idleMsMax: 900_000,
  connectMsMax: 5_000,
  waitingBytesMax: 1_048_576,
};
const ATTEMPTS_MAX = 10;

const NOTHING_COUNTED: Readonly<Record<SipCount, number>> = {
  received: 0,
  sent: 0,
  "send-failed": 0,
  "dropped-rate": 0,
  "dropped-scanner": 0,
  "connections-refused": 0,
  "connections-slow": 0,
  "connections-idle": 0,
  "connections-broken": 0,
  "connections-stuck": 0,
  "socket-restarts": 0,
};

/** Opens UDP and TCP on one port, and TLS and WebSocket on others if configured. Throws when a port is in use. */
export async function openSipSockets(options: SipSocketsOptions): Promise<SipSockets> {
  const counts: Record<SipCount, number> = { ...NOTHING_COUNTED };
  const user = userOf(options, counts);
  const { udp, tcp } = await openBoth(options, user);
  const carriers = new Map<SipTransport, Carrier>([
    ["udp", udp],
    ["tcp", tcp],
  ]);
  const closeAll = async () => {
    await Promise.all([...new Set(carriers.values())].map((carrier) => carrier.close()));
  };
  try {
    if (options.tls !== undefined) carriers.set("tls", await openTls(options, options.tls, user));
    if (options.webSocket !== undefined) {
      // The portal has checked the client of each connection; a whole office may share one address.
      const limits = { ...TCP, perAddressMax: TCP.connectionsMax, ...options.tcp };
      const own = { ...options.webSocket, limits, log: options.log };
      const webSocket = await openWebSocketCarrier(own, user);
      carriers.set("ws", webSocket).set("wss", webSocket);
    }
  } catch (error) {
    await closeAll();
    throw error;
  }
  let closing: Promise<void> | null = null;
  return {
    port: udp.port,
    tlsPort: carriers.get("tls")?.port ?? null,
    webSocketPort: carriers.get("ws")?.port ?? null,
    send(bytes, to, onFailed) {
      const carrier = carriers.get(to.transport);
      const later = () => void setImmediate(onFailed);
      if (carrier !== undefined) return carrier.send(bytes, to, later);
      counts["send-failed"] += 1;
      later();
    },
    counts: () => ({ ...counts }),
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

function userOf(options: SipSocketsOptions, counts: Record<SipCount, number>): CarrierUser {
  const gate = openSourceGate(options.gate ?? GATE);
  const urgent = openSourceGate(URGENT);
  const { isTrusted = () => false, isDevice = () => false, isUrgent = () => false } = options;
  return {
    nowMs: options.nowMs,
    count: (what) => {
      counts[what] += 1;
    },
    allows: (source, firstLine) => {
      const { address, port } = source;
      if (isTrusted(address)) return true;
      const nowMs = options.nowMs();
      if (gate.allows(isDevice(source) ? `${address} ${port}` : address, nowMs)) return true;
      return isUrgent(firstLine()) && urgent.allows(address, nowMs);
    },
    onMessage(parsed, source) {
      const message = parsed.kind === "message" ? parsed.message : parsed.kind === "bad" ? parsed.partial : null;
      if (message !== null && isOfScanner(message)) {
        counts["dropped-scanner"] += 1;
        return;
      }
      try {
        options.onMessage(parsed, source);
      } catch (error) {
        // An unexpected error ends the processing of that message, not the process.
        options.log.error({ err: error, transport: source.transport }, "sip.message-failed");
      }
    },
  };
}

function openTls(
  { host, log, tcp }: SipSocketsOptions,
  { port, ...tls }: TlsOptions & { readonly port: number },
  user: CarrierUser,
): Promise<Carrier> {
  return openStreamCarrier({ host, port, layer: tlsLayer(tls), limits: { ...TCP, ...tcp }, log }, user);
}

/** A port that is free for UDP may be in use for TCP; if no port was requested, another one is tried. */
async function openBoth(options: SipSocketsOptions, user: CarrierUser): Promise<{ udp: Carrier; tcp: Carrier }> {
  const { host, log, createUdp } = options;
  const limits = { ...TCP, ...options.tcp };
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port;
    const create = createUdp === undefined ? {} : { create: createUdp };
    const udp = await openUdpCarrier({ host, port, log, ...create }, user);
    try {
      return { udp, tcp: await openStreamCarrier({ host, port: udp.port, layer: PLAIN_LAYER, limits, log }, user) };
    } catch (error) {
      await udp.close();
      if (port !== 0 || attempt >= ATTEMPTS_MAX) throw error;
    }
  }
}
