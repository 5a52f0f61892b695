import { type KeyObject, verify, X509Certificate } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { attributeSet, sha256 } from "./cades.ts";
import { OBJECT_ID } from "./object-ids.ts";

/** Why a signature value is not accepted. */
export type CmsRefusal = "cms-malformed" | "digest-mismatch" | "signature-wrong" | "certificate-mismatch";

/** A valid signature: the digest is signed by this certificate's key. Trust in the certificate is checked separately. */
export interface ReadCms {
  readonly signer: X509Certificate;
  readonly others: readonly X509Certificate[];
}

/** Maximum number of certificates in one signature. */
const CERTIFICATES_MAX = 8;

interface Parts {
  readonly info: pkijs.SignerInfo;
  readonly attributes: readonly pkijs.Attribute[];
  readonly certificates: readonly X509Certificate[];
}

/**
 * Reads a CAdES signature strictly and verifies it against the digest of the signed bytes.
 * The value must be in canonical DER and contain nothing that is neither signed nor checked,
 * so that a change of any byte is detected. Never throws.
 */
export function readCms(der: Buffer, digest: Uint8Array): ReadCms | CmsRefusal {
  try {
    const parts = readParts(der);
    return parts === null ? "cms-malformed" : checkParts(parts, digest);
  } catch {
    return "cms-malformed";
  }
}

function readParts(der: Buffer): Parts | null {
  const content = pkijs.ContentInfo.fromBER(new Uint8Array(der));
  if (content.contentType !== OBJECT_ID.signedData) return null;
  const data = new pkijs.SignedData({ schema: content.content });
  const [info] = data.signerInfos;
  if (info === undefined || data.signerInfos.length !== 1 || !isPlain(data, info) || !isCanonical(data, der))
    return null;
  const certificates = (data.certificates ?? []).filter((one) => one instanceof pkijs.Certificate);
  if (certificates.length !== data.certificates?.length || certificates.length > CERTIFICATES_MAX) return null;
  const attributes = info.signedAttrs?.attributes ?? [];
  return { info, attributes, certificates: certificates.map((one) => new X509Certificate(derOf(one.toSchema(false)))) };
}

function isPlain(data: pkijs.SignedData, info: pkijs.SignerInfo): boolean {
  const [algorithm] = data.digestAlgorithms;
  if (algorithm === undefined || data.digestAlgorithms.length !== 1) return false;
  const algorithms = isAlgorithm(algorithm, OBJECT_ID.sha256) && isAlgorithm(info.digestAlgorithm, OBJECT_ID.sha256);
  const content = data.encapContentInfo.eContentType === OBJECT_ID.data && data.encapContentInfo.eContent === undefined;
  const versions = data.version === 1 && info.version === 1;
  const bare = info.unsignedAttrs === undefined && (data.crls ?? []).length === 0 && (data.ocsps ?? []).length === 0;
  return algorithms && isAlgorithm(info.signatureAlgorithm, OBJECT_ID.sha256WithRsa) && content && versions && bare;
}

function isAlgorithm(one: pkijs.AlgorithmIdentifier, id: string): boolean {
  return one.algorithmId === id && one.algorithmParams instanceof asn1js.Null;
}

function isCanonical(data: pkijs.SignedData, der: Buffer): boolean {
  const again = new pkijs.ContentInfo({ contentType: OBJECT_ID.signedData, content: data.toSchema(true) });
  return derOf(again.toSchema()).equals(der);
}

function checkParts(parts: Parts, digest: Uint8Array): ReadCms | CmsRefusal {
  const signer = signerOf(parts);
  if (signer === null) return "certificate-mismatch";
  const set = attributeSet(parts.attributes);
  if (!verifyRsa(set, signer.publicKey, Buffer.from(parts.info.signature.valueBlock.valueHexView)))
    return "signature-wrong";
  const signed = value(parts, OBJECT_ID.messageDigest);
  if (!(signed instanceof asn1js.OctetString) || !Buffer.from(digest).equals(signed.valueBlock.valueHexView))
    return "digest-mismatch";
  const type = value(parts, OBJECT_ID.contentType);
  if (!(type instanceof asn1js.ObjectIdentifier) || type.valueBlock.toString() !== OBJECT_ID.data)
    return "cms-malformed";
  return { signer, others: parts.certificates.filter((one) => one !== signer) };
}

/** The certificate named by the signer id; the signed attributes must name every included certificate by hash. */
function signerOf(parts: Parts): X509Certificate | null {
  const hashes = signedHashes(parts);
  const [first] = hashes;
  if (first === undefined || hashes.length !== parts.certificates.length) return null;
  if (!parts.certificates.every((one) => hashes.some((hash) => hash.equals(sha256(one.raw))))) return null;
  const signer = parts.certificates.find((one) => first.equals(sha256(one.raw)));
  return signer !== undefined && isNamed(parts.info, signer) ? signer : null;
}

function isNamed(info: pkijs.SignerInfo, signer: X509Certificate): boolean {
  if (!(info.sid instanceof pkijs.IssuerAndSerialNumber)) return false;
  const named = pkijs.Certificate.fromBER(new Uint8Array(signer.raw));
  const issuer = derOf(named.issuer.toSchema()).equals(derOf(info.sid.issuer.toSchema()));
  return issuer && derOf(named.serialNumber).equals(derOf(info.sid.serialNumber));
}

function signedHashes(parts: Parts): readonly Buffer[] {
  const attribute = value(parts, OBJECT_ID.signingCertificateV2);
  if (!(attribute instanceof asn1js.Sequence)) return [];
  const [list] = attribute.valueBlock.value;
  if (!(list instanceof asn1js.Sequence)) return [];
  return list.valueBlock.value.flatMap((id) => {
    const hash =
      id instanceof asn1js.Sequence
        ? id.valueBlock.value.find((part) => part instanceof asn1js.OctetString)
        : undefined;
    return hash === undefined ? [] : [Buffer.from(hash.valueBlock.valueHexView)];
  });
}

function value(parts: Parts, type: string): unknown {
  const found = parts.attributes.filter((one) => one.type === type);
  const [attribute] = found;
  return found.length === 1 && attribute?.values.length === 1 ? attribute.values[0] : undefined;
}

function verifyRsa(data: Buffer, key: KeyObject, signature: Buffer): boolean {
  return key.asymmetricKeyType === "rsa" && verify("sha256", data, key, signature);
}

function derOf(block: asn1js.BaseBlock): Buffer {
  return Buffer.from(block.toBER());
}
