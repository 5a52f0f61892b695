import type { SipRequest } from "./message/message.ts";
import { paramOf, withParam } from "./message/params.ts";
import { type Via, viaText } from "./message/via.ts";

/** SIP transports. */
export type SipTransport = "udp" | "tcp" | "tls" | "ws" | "wss";

/** The far end of a datagram or a connection. */
export interface SipPeer {
  readonly transport: SipTransport;
  /** An IP address without brackets. */
  readonly address: string;
  readonly port: number;
  /** The connection of a received message; null for datagrams, and for a connection yet to be opened. */
  readonly connection: string | null;
  /** The host that the certificate of an outgoing TLS connection must match (RFC 5922 §4); absent for an incoming connection. */
  readonly host?: string;
  /** The assertion of the listener about the far end of the connection; absent without one. Call admission reads it. */
  readonly pass?: string;
}

/** True when the transport delivers every byte or reports a failure (RFC 3261 §17). */
export function isReliable(transport: SipTransport): boolean {
  return transport !== "udp";
}

const DEFAULT_PORTS: Readonly<Record<SipTransport, number>> = { udp: 5060, tcp: 5060, tls: 5061, ws: 80, wss: 443 };

/** The default port (RFC 3261 §19.1.2). */
function defaultPort(transport: SipTransport): number {
  return DEFAULT_PORTS[transport];
}

/** An address as written in a URI or a Via: IPv6 in brackets. */
export function hostText(address: string): string {
  return address.includes(":") && !address.startsWith("[") ? `[${address}]` : address;
}

/** Records the source of a request in its topmost Via (RFC 3261 §18.2.1, RFC 3581 §4). */
export function viaReceived(via: Via, source: SipPeer): Via {
  const asked = paramOf(via.params, "rport") !== undefined;
  const differs = via.host !== hostText(source.address).toLowerCase();
  const received = withParam(via.params, "received", asked || differs ? source.address : undefined);
  return { ...via, params: asked ? withParam(received, "rport", String(source.port)) : received };
}

/** The request with its topmost Via replaced by `via`; further values of the same field are preserved. */
export function withTopVia(request: SipRequest, via: Via, end: number): SipRequest {
  const at = request.headers.findIndex(({ name }) => name === "Via");
  const rest = request.headers[at]?.value.slice(end) ?? "";
  const headers = request.headers.with(at, { name: "Via", value: viaText(via) + rest });
  return { ...request, headers };
}

/** Destination of a response: its connection, or the address of the topmost Via (RFC 3261 §18.2.2, RFC 3581 §4). */
export function responseTarget(via: Via, source: SipPeer): SipPeer {
  const port = via.port ?? defaultPort(source.transport);
  // Reliable: the same connection; if it has closed, a new one to the port on which the far end listens.
  if (isReliable(source.transport)) return { ...source, port };
  const maddr = paramOf(via.params, "maddr");
  // A multicast address, or any address other than the source's, would let one datagram direct our responses to a third party.
  if (maddr !== undefined && maddr !== null && maddr === source.address) return { ...source, address: maddr, port };
  return paramOf(via.params, "rport") === undefined ? { ...source, port } : source;
}
