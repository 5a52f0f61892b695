import type { parseDatagram, SipPeer } from "../../protocols/sip/index.ts";

/** What was read from the wire. */
export type Parsed = ReturnType<typeof parseDatagram>;

/** What is counted; nothing that is dropped here is logged line by line. */
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

/** One way that bytes travel: UDP, TCP, TLS or WebSocket. */
export interface Carrier {
  readonly port: number;
  /** Sends, or says that it could not. `to` is an IP address; names are resolved before. */
  send(bytes: Uint8Array, to: SipPeer, onFailed: () => void): void;
  close(): Promise<void>;
}

/** Where a carrier brings what it received. */
export interface CarrierUser {
  /** A whole message, a bad one, or a keep-alive. */
  onMessage(parsed: Parsed, source: SipPeer): void;
  /** May this source say something now? `firstLine` reads how the message begins; it is asked only when that decides. */
  allows(source: Pick<SipPeer, "address" | "port">, firstLine: () => string): boolean;
  count(what: SipCount): void;
  nowMs(): number;
}
