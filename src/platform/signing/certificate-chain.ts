import { X509Certificate } from "node:crypto";
import { OBJECT_ID } from "./object-ids.ts";

/** Why a signer is not trusted. */
export type ChainRefusal = "chain-unknown" | "certificate-not-valid-then" | "certificate-not-for-documents";

/** Maximum length of the chain from a signer to a trusted root. */
const CHAIN_MAX = 5;
/** Maximum number of trusted roots. */
const ANCHORS_MAX = 100;

/** Reads trusted roots, one PEM certificate each. Throws on invalid text: anchors are configuration, not input. */
export function readAnchors(pems: readonly string[]): readonly X509Certificate[] {
  if (pems.length > ANCHORS_MAX) throw new RangeError(`at most ${ANCHORS_MAX} trust anchors`);
  return pems.map((pem) => new X509Certificate(pem));
}

/** Null when a chain leads from the signer to a trusted root and every certificate in it was valid at `atMs` (RFC 5280 §6.1). */
export function refuseChain(
  signer: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  atMs: number,
): ChainRefusal | null {
  if (signer.ca || signer.keyUsage?.includes(OBJECT_ID.documentSigning) !== true)
    return "certificate-not-for-documents";
  const chain = [signer];
  while (chain.length < CHAIN_MAX) {
    const last = chain.at(-1);
    if (last === undefined) return "chain-unknown";
    const anchor = anchors.find((one) => isIssuer(one, last));
    if (anchor !== undefined) {
      const whole = [...chain, anchor].every((one) => wasValid(one, atMs));
      return whole ? null : "certificate-not-valid-then";
    }
    const next = others.find((one) => !chain.includes(one) && isIssuer(one, last));
    if (next === undefined) return "chain-unknown";
    chain.push(next);
  }
  return "chain-unknown";
}

function isIssuer(issuer: X509Certificate, subject: X509Certificate): boolean {
  return issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

function wasValid(certificate: X509Certificate, atMs: number): boolean {
  return certificate.validFromDate.getTime() <= atMs && atMs <= certificate.validToDate.getTime();
}
