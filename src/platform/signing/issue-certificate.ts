import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";
import { present } from "../../kernel/index.ts";
import { OBJECT_ID } from "./object-ids.ts";
import type { SignerMaterial } from "./sign-file.ts";

const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const;

const DAY_MS = 86_400_000;

/** Days a root and a signing certificate are valid. */
const ROOT_DAYS = 3650;
/** Days a signing certificate is valid. */
const SIGNER_DAYS = 730;
/** Days a server's certificate is valid: the maximum that devices accept (CA/Browser Forum Baseline Requirements 6.3.2). */
const SERVER_DAYS = 397;

/** Names in the certificates of a local authority. */
export interface AuthorityNames {
  readonly organisation: string;
  readonly rootName: string;
  readonly signerName: string;
}

/** Creates a root certificate that may only certify signers. */
export async function makeRoot(names: AuthorityNames, nowMs: number): Promise<SignerMaterial> {
  x509.cryptoProvider.set(webcrypto);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: subject(names.rootName, names.organisation),
    ...validity(nowMs, ROOT_DAYS),
    signingAlgorithm: ALGORITHM,
    keys: keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return material(keys.privateKey, certificate);
}

/** Issues a document-signing certificate under a root. It never expires after the root. */
export function makeSigner(root: SignerMaterial, names: AuthorityNames, nowMs: number): Promise<SignerMaterial> {
  return makeBelow(root, {
    subject: subject(names.signerName, names.organisation),
    span: validity(nowMs, SIGNER_DAYS),
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      new x509.ExtendedKeyUsageExtension([OBJECT_ID.documentSigning, OBJECT_ID.emailProtection]),
    ],
  });
}

/** Issues the certificate of a TLS server under a root, for its host names and IP addresses. */
export function makeServer(
  root: SignerMaterial,
  names: { readonly organisation: string; readonly hosts: readonly string[] },
  nowMs: number,
): Promise<SignerMaterial> {
  const hosts = names.hosts.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value }));
  return makeBelow(root, {
    subject: subject(present(names.hosts[0], "name of the server"), names.organisation),
    span: validity(nowMs, SERVER_DAYS),
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(hosts),
    ],
  });
}

async function makeBelow(
  root: SignerMaterial,
  own: {
    readonly subject: string;
    readonly span: { readonly notBefore: Date; readonly notAfter: Date };
    readonly extensions: readonly x509.Extension[];
  },
): Promise<SignerMaterial> {
  x509.cryptoProvider.set(webcrypto);
  const issuer = new x509.X509Certificate(root.certificatePem);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: own.subject,
    issuer: issuer.subject,
    notBefore: own.span.notBefore,
    notAfter: new Date(Math.min(own.span.notAfter.getTime(), issuer.notAfter.getTime())),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await readKey(root.keyPem),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      ...own.extensions,
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return material(keys.privateKey, certificate);
}

function subject(commonName: string, organisation: string): string {
  const name = new x509.Name([{ CN: [commonName] }, { O: [organisation] }, { C: ["ID"] }]);
  return name.toString();
}

/** A positive serial number of 16 bytes (RFC 5280 §4.1.2.2). */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}

/** Starts five minutes early, for clocks that are slightly slow. */
function validity(nowMs: number, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(nowMs - 300_000), notAfter: new Date(nowMs + days * DAY_MS) };
}

async function readKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = x509.PemConverter.decodeFirst(pem);
  return webcrypto.subtle.importKey("pkcs8", der, ALGORITHM, false, ["sign"]);
}

async function material(key: webcrypto.CryptoKey, certificate: x509.X509Certificate): Promise<SignerMaterial> {
  const keyPem = x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
  return { keyPem: `${keyPem}\n`, certificatePem: `${certificate.toString("pem")}\n` };
}
