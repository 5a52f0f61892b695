import type { SipPeer } from "../../../protocols/sip/index.ts";
import type { Phone } from "../phones/index.ts";

/** A phone that requires TLS is refused over an unencrypted transport, and a softphone session outside its portal connection. */
export function isTransportAllowed({ isEncrypted, sittingId }: Phone, source: SipPeer): boolean {
  const isPipe = source.transport === "ws" || source.transport === "wss";
  return (sittingId === null || isPipe) && (!isEncrypted || isSecretWay(source));
}

/** Whether the transport to a peer is encrypted. */
export function isSecretWay({ transport }: SipPeer): boolean {
  return transport === "tls" || transport === "wss";
}
