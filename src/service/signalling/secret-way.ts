import type { SipPeer } from "../../protocols/sip/index.ts";
import type { Phone } from "../phones/index.ts";

/** A phone that must speak in secret is not heard in the clear. */
export function isHeard({ isEncrypted }: Phone, source: SipPeer): boolean {
  return !isEncrypted || isSecretWay(source);
}

/** Whether nobody reads along on the way to a peer. */
export function isSecretWay({ transport }: SipPeer): boolean {
  return transport === "tls" || transport === "wss";
}
