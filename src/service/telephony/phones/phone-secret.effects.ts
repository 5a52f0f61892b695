import { createHash } from "node:crypto";
import { z } from "zod";
import { seal, unseal } from "../../../platform/sealing/index.ts";
import { type DigestHash, type StoredSecret, storedSecret } from "../../../protocols/sip/index.ts";
import type { Phone } from "./phone.ts";

const secretSchema = z.object({ MD5: z.string().min(1), "SHA-256": z.string().min(1) });

/** The realm of all phones; their digests include it, so it must never change. */
export const REALM = "sambung";

/** The hashes of RFC 8760 as lower-case hex. */
export const digestHash: DigestHash = (algorithm, text) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text)
    .digest("hex");

/** The digest secrets of a phone's password, encrypted for that phone. The password itself is not stored. */
export function sealPhoneSecret(
  key: Buffer,
  phone: { readonly id: string; readonly username: string; readonly password: string },
): Buffer {
  const { id, username, password } = phone;
  const secret = storedSecret({ username, realm: REALM, password }, digestHash);
  return seal(key, id, Buffer.from(JSON.stringify(secret)));
}

/** A phone as stored. */
interface SealedPhone extends Omit<Phone, "secret" | "sittingId"> {
  readonly sealedSecret: Buffer;
}

/** A softphone session as stored, with its phone. */
interface SealedSoftphoneSession extends SealedPhone {
  readonly sittingId: string;
}

/** Decrypts the secrets of softphone sessions; a session that cannot be decrypted is left out, and its agent has to open a new one. */
export function readableSittings(key: Buffer, sittings: readonly SealedSoftphoneSession[]): readonly Phone[] {
  return sittings.flatMap(({ sealedSecret, ...phone }) => {
    try {
      return [{ ...phone, secret: openPhoneSecret(key, phone.sittingId, sealedSecret) }];
    } catch {
      return [];
    }
  });
}

/**
 * Decrypts the secrets of phones. A phone that cannot be decrypted, as after the loss of a key, is left out, and no other; `onUnreadable` receives its
 * id, never the stored value.
 */
export function readablePhones(
  key: Buffer,
  phones: readonly SealedPhone[],
  onUnreadable: (phoneId: string) => void,
): readonly Phone[] {
  return phones.flatMap(({ sealedSecret, ...phone }) => {
    try {
      return [{ ...phone, sittingId: null, secret: openPhoneSecret(key, phone.id, sealedSecret) }];
    } catch {
      onUnreadable(phone.id);
      return [];
    }
  });
}

/** Decrypts the digest secrets of a phone. */
function openPhoneSecret(key: Buffer, phoneId: string, sealed: Buffer): StoredSecret {
  return secretSchema.parse(JSON.parse(unseal(key, phoneId, sealed).toString()));
}
