import type { parseDatagram, SipPeer } from "../../protocols/sip/index.ts";

/** Result of parsing received bytes. */
export type Parsed = ReturnType<typeof parseDatagram>;

/** Counters; dropped messages are counted and not logged one by one. */
export type SipCount =
  | "received"
  | "sent"
  | "send-failed"
  | "dropped-rate"
  | "dropped-scanner"
  | "connections-refused"
  | "connections-slow"
  | "connections-idle"
  | "connections-broken"
  | "connections-stuck"
  | "socket-restarts";

/** One transport: UDP, TCP, TLS or WebSocket. */
export interface Carrier {
  readonly port: number;
  /** Sends, or calls `onFailed`. `to` is an IP address; names are resolved before. */
  send(bytes: Uint8Array, to: SipPeer, onFailed: () => void): void;
  close(): Promise<void>;
}

/** Receives the messages of a transport. */
export interface CarrierUser {
  /** A complete message, a malformed one, or a keep-alive. */
  onMessage(parsed: Parsed, source: SipPeer): void;
  /** Whether the rate limit admits a message of this source. `firstLine` returns the start line and is called only if it matters. */
  allows(source: Pick<SipPeer, "address" | "port">, firstLine: () => string): boolean;
  count(what: SipCount): void;
  nowMs(): number;
}
