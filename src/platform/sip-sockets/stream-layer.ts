import { constants } from "node:crypto";
import net from "node:net";
import tls from "node:tls";
import type { SipPeer, SipTransport } from "../../protocols/sip/index.ts";

/** What lies between a connection and the messages on it: nothing for TCP, or TLS (RFC 3261 §26.2.1). */
export interface StreamLayer {
  readonly transport: SipTransport & ("tcp" | "tls");
  /** Puts the layer over a connection that somebody opened to us. */
  accept(socket: net.Socket): net.Socket;
  /** Opens a connection; null where nobody has said who is expected there. */
  connect(to: Pick<SipPeer, "address" | "port" | "host">): net.Socket | null;
  /** The event that says that a connection of ours is open. */
  readonly opened: "connect" | "secureConnect";
}

/** What TLS needs to know. */
export interface TlsOptions {
  /** Our certificate and key as they are now: a renewed certificate counts for the next connection. */
  readonly context: () => tls.SecureContext;
  /** The name that a certificate at an address must bear; null = nobody is called there under TLS. */
  readonly nameOf: (address: string) => string | null;
  /** PEM certificates of authorities that are trusted beside those of the system. */
  readonly authorities: readonly string[];
}

/** Bytes as they are. */
export const PLAIN_LAYER: StreamLayer = {
  transport: "tcp",
  opened: "connect",
  accept: (socket) => socket,
  connect: ({ address, port }) => net.connect({ host: address, port, noDelay: true }),
};

/** TLS 1.2 or later both ways; a handshake that fails ends its connection, and one that stands still ends as a slow message does. */
export function tlsLayer({ context, nameOf, authorities }: TlsOptions): StreamLayer {
  // The authorities of the system stay trusted beside those of this installation.
  const ca = authorities.length === 0 ? undefined : [...tls.getCACertificates(), ...authorities];
  const trusted = tls.createSecureContext({ minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) });
  return {
    transport: "tls",
    opened: "secureConnect",
    accept: (socket) => new tls.TLSSocket(socket, { isServer: true, secureContext: context(), requestCert: false }),
    connect: ({ address, port, host }) => {
      const name = host ?? nameOf(address);
      if (name === null) return null;
      // RFC 6066 §3: an address is no server name. RFC 5922 §4: the certificate must be of the name that was meant.
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

/** The context of a certificate and its key. Throws when they do not belong together. */
export function secureContext(pair: { readonly certificatePem: string; readonly keyPem: string }): tls.SecureContext {
  return tls.createSecureContext({
    cert: pair.certificatePem,
    key: pair.keyPem,
    minVersion: "TLSv1.2",
    // Renegotiation lets one client take the work of many handshakes (RFC 9325 §3.5).
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  });
}
