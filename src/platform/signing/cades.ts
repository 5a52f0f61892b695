import { createHash, type KeyObject, sign, type X509Certificate } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { OBJECT_ID } from "./object-ids.ts";

/** The private key and the certificate of a signer. */
export interface SigningPair {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

/** Template of the signatures of one certificate: only the digest and the signed value differ between signatures. */
interface Form {
  /** The signed attributes, and the offset of the digest in them. */
  readonly attributes: Buffer;
  readonly digestInAttributes: number;
  /** The whole signature, and the offsets of the digest and the signed value in it. */
  readonly whole: Buffer;
  readonly digestAt: number;
  readonly valueAt: number;
  readonly valueBytes: number;
}

/** Templates by certificate; an installation signs with one or two, and encoding the structure costs more than the signed value. */
const forms = new WeakMap<X509Certificate, Form>();

/**
 * Makes a detached CAdES baseline signature over a SHA-256 digest, in DER (ETSI EN 319 122-1 §5, RFC 5652 §5).
 * No signing-time attribute: PAdES stores the time in the signature dictionary (ETSI EN 319 142-1 §5.3).
 * RSA with PKCS #1 v1.5 padding, so that equal input yields equal bytes.
 */
export function cadesSignature(digest: Uint8Array, pair: SigningPair): Buffer {
  const form = forms.get(pair.certificate) ?? writeForm(pair);
  forms.set(pair.certificate, form);
  const attributes = Buffer.from(form.attributes);
  attributes.set(digest, form.digestInAttributes);
  const value = sign("sha256", attributes, pair.key);
  if (digest.length !== DIGEST_BYTES || value.length !== form.valueBytes)
    throw new RangeError("a digest or a signed value of another length");
  const whole = Buffer.from(form.whole);
  whole.set(digest, form.digestAt);
  whole.set(value, form.valueAt);
  return whole;
}

const DIGEST_BYTES = 32;

function writeForm({ key, certificate }: SigningPair): Form {
  const digest = sha256(Buffer.from("the place of the digest"));
  const valueBytes = sign("sha256", digest, key).length;
  const value = Buffer.alloc(valueBytes, sha256(Buffer.from("the place of the signed value")));
  const attributes = signedAttributes(digest, certificate);
  const set = attributeSet(attributes);
  const whole = signatureWith(certificate, attributes, value);
  return {
    attributes: set,
    digestInAttributes: onlyPlaceOf(digest, set),
    whole,
    digestAt: onlyPlaceOf(digest, whole),
    valueAt: onlyPlaceOf(value, whole),
    valueBytes,
  };
}

function onlyPlaceOf(part: Buffer, whole: Buffer): number {
  const at = whole.indexOf(part);
  if (at < 0 || whole.indexOf(part, at + 1) >= 0) throw new TypeError("a changing part does not stand there once");
  return at;
}

function signatureWith(own: X509Certificate, attributes: pkijs.Attribute[], value: Buffer): Buffer {
  const certificate = pkijs.Certificate.fromBER(new Uint8Array(own.raw));
  const signerInfo = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: algorithm(OBJECT_ID.sha256),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: algorithm(OBJECT_ID.sha256WithRsa),
    signature: new asn1js.OctetString({ valueHex: exactBuffer(value) }),
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

/** DER of the attributes in their signed form: a SET OF, in DER order (RFC 5652 §5.4). */
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
