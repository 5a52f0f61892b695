import { constants } from "node:crypto";
import net from "node:net";
import tls from "node:tls";
import type { SipPeer, SipTransport } from "../../protocols/sip/index.ts";

/** Layer between a connection and its messages: none for TCP, or TLS (RFC 3261 §26.2.1). */
export interface StreamLayer {
  readonly transport: SipTransport & ("tcp" | "tls");
  /** Applies the layer to an incoming connection. */
  accept(socket: net.Socket): net.Socket;
  /** Opens a connection; null when no host name is expected at the address. */
  connect(to: Pick<SipPeer, "address" | "port" | "host">): net.Socket | null;
  /** The event of an opened outgoing connection. */
  readonly opened: "connect" | "secureConnect";
}

/** Certificates and trusted names of TLS. */
export interface TlsOptions {
  /** The current certificate and key: a renewed certificate applies to the next connection. */
  readonly context: () => tls.SecureContext;
  /** The name that the certificate at an address must have; null = no TLS connection to that address is opened. */
  readonly nameOf: (address: string) => string | null;
  /** PEM certificates of authorities that are trusted in addition to those of the system. */
  readonly authorities: readonly string[];
}

/** TCP without encryption. */
export const PLAIN_LAYER: StreamLayer = {
  transport: "tcp",
  opened: "connect",
  accept: (socket) => socket,
  connect: ({ address, port }) => net.connect({ host: address, port, noDelay: true }),
};

/** TLS 1.2 or later in both directions; a failed handshake ends its connection, and a stalled one times out like a slow message. */
export function tlsLayer({ context, nameOf, authorities }: TlsOptions): StreamLayer {
  // The system's authorities stay trusted in addition to those of this installation.
  const ca = authorities.length === 0 ? undefined : [...tls.getCACertificates(), ...authorities];
  const trusted = tls.createSecureContext({ minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) });
  return {
    transport: "tls",
    opened: "secureConnect",
    accept: (socket) => new tls.TLSSocket(socket, { isServer: true, secureContext: context(), requestCert: false }),
    connect: ({ address, port, host }) => {
      const name = host ?? nameOf(address);
      if (name === null) return null;
      // RFC 6066 §3: an IP address is no server name. RFC 5922 §4: the certificate must match the intended host name.
      const servername = net.isIP(name) === 0 ? name : "";
      const options: tls.ConnectionOptions & net.TcpNetConnectOpts = {
        host: address,
        port,
        secureContext: trusted,
        servername,
        noDelay: true,
        checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(name, certificate),
      };
      return tls.connect(options);
    },
  };
}

/** The TLS context of a certificate and its key. Throws when they do not match. */
export function secureContext(pair: { readonly certificatePem: string; readonly keyPem: string }): tls.SecureContext {
  return tls.createSecureContext({
    cert: pair.certificatePem,
    key: pair.keyPem,
    minVersion: "TLSv1.2",
    // Renegotiation lets one client cause the work of many handshakes (RFC 9325 §3.5).
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  });
}
