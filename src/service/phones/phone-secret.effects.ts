import { createHash } from "node:crypto";
import { seal, unseal } from "../../platform/sealing/index.ts";
import { type DigestHash, type StoredSecret, storedSecret } from "../../protocols/sip/index.ts";

/** The realm of every phone; part of what its digest is computed from, so it never changes. */
export const REALM = "sambung";

/** The hashes of RFC 8760 as lower-case hex. */
export const digestHash: DigestHash = (algorithm, text) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text)
    .digest("hex");

/** What is kept of a phone's password, sealed for that phone. The password itself is not kept. */
export function sealPhoneSecret(
  key: Buffer,
  phone: { readonly id: string; readonly username: string; readonly password: string },
): Buffer {
  const { id, username, password } = phone;
  const secret = storedSecret({ username, realm: REALM, password }, digestHash);
  return seal(key, id, Buffer.from(JSON.stringify(secret)));
}

/** Opens what is kept of a phone's password. */
export function openPhoneSecret(key: Buffer, phoneId: string, sealed: Buffer): StoredSecret {
  return JSON.parse(unseal(key, phoneId, sealed).toString()) as StoredSecret;
}
