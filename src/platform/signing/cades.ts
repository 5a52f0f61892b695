import { createHash, type KeyObject, sign, type X509Certificate } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { OBJECT_ID } from "./object-ids.ts";

/** The private key and certificate a signature is made with. */
export interface SigningPair {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

/**
 * Makes a detached CAdES baseline signature over a SHA-256 digest, in DER (ETSI EN 319 122-1 §5, RFC 5652 §5).
 * No signing-time attribute: PAdES keeps the time in the signature dictionary (ETSI EN 319 142-1 §5.3).
 * RSA with PKCS #1 v1.5 padding, so that equal input gives equal bytes.
 */
export function cadesSignature(digest: Uint8Array, pair: SigningPair): Buffer {
  const certificate = readCertificate(pair.certificate);
  const attributes = signedAttributes(digest, pair.certificate);
  const signerInfo = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: algorithm(OBJECT_ID.sha256),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: algorithm(OBJECT_ID.sha256WithRsa),
    signature: new asn1js.OctetString({ valueHex: exactBuffer(sign("sha256", attributeSet(attributes), pair.key)) }),
  });
  const signedData = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [algorithm(OBJECT_ID.sha256)],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OBJECT_ID.data }),
    certificates: [certificate],
    signerInfos: [signerInfo],
  });
  const content = new pkijs.ContentInfo({ contentType: OBJECT_ID.signedData, content: signedData.toSchema(true) });
  return Buffer.from(content.toSchema().toBER());
}

/** DER of the attributes as they are signed: a SET OF, in DER order (RFC 5652 §5.4). */
export function attributeSet(attributes: readonly pkijs.Attribute[]): Buffer {
  const set = new asn1js.Set({ value: attributes.map((attribute) => attribute.toSchema()) });
  return Buffer.from(set.toBER());
}

/** SHA-256 of some bytes. */
export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Certificates read for signing; an installation signs with one or two, and reading one is half the work of a signature. */
const certificates = new WeakMap<X509Certificate, pkijs.Certificate>();

function readCertificate(certificate: X509Certificate): pkijs.Certificate {
  const known = certificates.get(certificate) ?? pkijs.Certificate.fromBER(new Uint8Array(certificate.raw));
  certificates.set(certificate, known);
  return known;
}

function signedAttributes(digest: Uint8Array, certificate: X509Certificate): pkijs.Attribute[] {
  const hash = new asn1js.OctetString({ valueHex: exactBuffer(sha256(certificate.raw)) });
  const certificateId = new asn1js.Sequence({ value: [hash] });
  const signingCertificate = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certificateId] })] });
  const attributes = [
    attribute(OBJECT_ID.contentType, new asn1js.ObjectIdentifier({ value: OBJECT_ID.data })),
    attribute(OBJECT_ID.messageDigest, new asn1js.OctetString({ valueHex: exactBuffer(digest) })),
    attribute(OBJECT_ID.signingCertificateV2, signingCertificate),
  ];
  return attributes.toSorted((left, right) => Buffer.compare(encoded(left), encoded(right)));
}

function attribute(type: string, value: asn1js.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

function encoded(one: pkijs.Attribute): Buffer {
  return Buffer.from(one.toSchema().toBER());
}

function algorithm(algorithmId: string): pkijs.AlgorithmIdentifier {
  return new pkijs.AlgorithmIdentifier({ algorithmId, algorithmParams: new asn1js.Null() });
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
