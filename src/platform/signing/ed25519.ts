import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";

/** A signature with the raw public key that verifies it, both base64 (RFC 8032). */
export interface RawSignature {
  readonly algorithm: "Ed25519";
  /** 32 bytes. */
  readonly publicKey: string;
  /** 64 bytes. */
  readonly value: string;
}

/** DER prefix of a public and of a private Ed25519 key, before its 32 bytes (RFC 8410 §4 and §7). */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const KEY_BYTES = 32;

/** Whether the signature of a text is valid for the public key that it names. */
export function isSignedWith({ publicKey, value }: RawSignature, text: string): boolean {
  const raw = Buffer.from(publicKey, "base64");
  if (raw.length !== KEY_BYTES) return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: "der", type: "spki" });
  return verify(null, Buffer.from(text), key, Buffer.from(value, "base64"));
}

/** Signs a text with a raw private key in base64. Throws when that is not 32 bytes. */
export function signWith(privateKey: string, text: string): RawSignature {
  const raw = Buffer.from(privateKey, "base64");
  if (raw.length !== KEY_BYTES) throw new Error("an Ed25519 key has 32 bytes");
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, raw]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-KEY_BYTES);
  const value = sign(null, Buffer.from(text), key);
  return { algorithm: "Ed25519", publicKey: publicKey.toString("base64"), value: value.toString("base64") };
}

/** A new raw key pair, base64. */
export function newSigningKey(): { readonly publicKey: string; readonly privateKey: string } {
  const pair = generateKeyPairSync("ed25519");
  return {
    publicKey: pair.publicKey.export({ format: "der", type: "spki" }).subarray(-KEY_BYTES).toString("base64"),
    privateKey: pair.privateKey.export({ format: "der", type: "pkcs8" }).subarray(-KEY_BYTES).toString("base64"),
  };
}
