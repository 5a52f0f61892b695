import type { SipRequest } from "./message/message.ts";
import { paramOf, withParam } from "./message/params.ts";
import { type Via, viaText } from "./message/via.ts";

/** The ways bytes travel. WebSocket and TLS are named here so that nothing above has to change when they come. */
export type SipTransport = "udp" | "tcp" | "tls" | "ws" | "wss";

/** The other end of a datagram or a connection. */
export interface SipPeer {
  readonly transport: SipTransport;
  /** An IP address without brackets. */
  readonly address: string;
  readonly port: number;
  /** The connection it came on; null for datagrams, and for one that is to be opened. */
  readonly connection: string | null;
  /** The host that the certificate of a TLS connection of ours must bear (RFC 5922 §4); left out for the far end of a connection of theirs. */
  readonly host?: string;
  /** What whoever let the connection in vouches for of its far end; left out where nobody does. It is read where calls are let in. */
  readonly pass?: string;
}

/** True when the transport itself brings every byte or says that it could not (RFC 3261 §17). */
export function isReliable(transport: SipTransport): boolean {
  return transport !== "udp";
}

const DEFAULT_PORTS: Readonly<Record<SipTransport, number>> = { udp: 5060, tcp: 5060, tls: 5061, ws: 80, wss: 443 };

/** The port where nothing says one (RFC 3261 §19.1.2). */
function defaultPort(transport: SipTransport): number {
  return DEFAULT_PORTS[transport];
}

/** An address as it stands in a URI or a Via: IPv6 in brackets. */
export function hostText(address: string): string {
  return address.includes(":") && !address.startsWith("[") ? `[${address}]` : address;
}

/** Notes in the topmost Via where a request came from (RFC 3261 §18.2.1, RFC 3581 §4). */
export function viaReceived(via: Via, source: SipPeer): Via {
  const asked = paramOf(via.params, "rport") !== undefined;
  const differs = via.host !== hostText(source.address).toLowerCase();
  const received = withParam(via.params, "received", asked || differs ? source.address : undefined);
  return { ...via, params: asked ? withParam(received, "rport", String(source.port)) : received };
}

/** The request with its topmost Via replaced by `via`, further values of the same field kept. */
export function withTopVia(request: SipRequest, via: Via, end: number): SipRequest {
  const at = request.headers.findIndex(({ name }) => name === "Via");
  const rest = request.headers[at]?.value.slice(end) ?? "";
  const headers = request.headers.with(at, { name: "Via", value: viaText(via) + rest });
  return { ...request, headers };
}

/** Where a response goes: back on its connection, or where the topmost Via says (RFC 3261 §18.2.2, RFC 3581 §4). */
export function responseTarget(via: Via, source: SipPeer): SipPeer {
  const port = via.port ?? defaultPort(source.transport);
  // Reliable: the same connection; when it has gone, a new one to the port that the other side listens at.
  if (isReliable(source.transport)) return { ...source, port };
  const maddr = paramOf(via.params, "maddr");
  // A multicast or any other address that is not the source's would let one datagram make us shoot at others.
  if (maddr !== undefined && maddr !== null && maddr === source.address) return { ...source, address: maddr, port };
  return paramOf(via.params, "rport") === undefined ? { ...source, port } : source;
}
