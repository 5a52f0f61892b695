import { createPrivateKey, X509Certificate } from "node:crypto";
import { cadesSignature, type SigningPair, sha256 } from "./cades.ts";
import { addSignaturePlaceholder, SIGNATURE_BYTES_MAX } from "./signature-placeholder.ts";

/** Properties of a signature beside its signer. */
export interface SignContext {
  readonly signedAtMs: number;
  readonly reason: string;
  readonly location: string;
}

/** A signing key and its certificate as PEM text, so that they can be passed to a worker. */
export interface SignerMaterial {
  readonly keyPem: string;
  readonly certificatePem: string;
}

const pairs = new Map<string, SigningPair>();
/** Maximum number of parsed signing pairs in the cache; an installation has one or two. */
const PAIRS_MAX = 8;

/**
 * Signs a letter of `platform/pdf` as PAdES baseline B and returns the whole signed file.
 * Equal input gives equal bytes. Takes some milliseconds of processor time.
 */
export function signFile(pdf: Uint8Array, material: SignerMaterial, context: SignContext): Uint8Array {
  const pair = pairOf(material);
  const { file, gapStart, gapEnd } = addSignaturePlaceholder(pdf, {
    ...context,
    signerName: commonName(pair.certificate),
  });
  const signature = cadesSignature(sha256(file.subarray(0, gapStart), file.subarray(gapEnd)), pair);
  if (signature.length > SIGNATURE_BYTES_MAX)
    throw new RangeError(`a signature of ${signature.length} bytes does not fit`);
  file.write(signature.toString("hex"), gapStart + 1, "latin1");
  return new Uint8Array(file);
}

/** The common name in a certificate's subject; empty when there is none. */
export function commonName(certificate: X509Certificate): string {
  const line = certificate.subject.split("\n").find((part) => part.startsWith("CN="));
  return line?.slice(3) ?? "";
}

function pairOf(material: SignerMaterial): SigningPair {
  const known = pairs.get(material.certificatePem);
  if (known !== undefined) return known;
  const pair = { key: createPrivateKey(material.keyPem), certificate: new X509Certificate(material.certificatePem) };
  if (!pair.certificate.checkPrivateKey(pair.key))
    throw new TypeError("the key and the certificate do not belong together");
  if (pairs.size >= PAIRS_MAX) pairs.clear();
  pairs.set(material.certificatePem, pair);
  return pair;
}
