import { createHash } from "node:crypto";
import { z } from "zod";
import { seal, unseal } from "../../../platform/sealing/index.ts";
import { type DigestHash, type StoredSecret, storedSecret } from "../../../protocols/sip/index.ts";
import type { Phone } from "./phone.ts";

const secretSchema = z.object({ MD5: z.string().min(1), "SHA-256": z.string().min(1) });

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

/** A phone as it is kept. */
interface SealedPhone extends Omit<Phone, "secret" | "sittingId"> {
  readonly sealedSecret: Buffer;
}

/** A sitting as it is kept, with the phone it speaks for. */
interface SealedSoftphoneSession extends SealedPhone {
  readonly sittingId: string;
}

/** Opens the secrets of sittings; the agent of one that cannot be opened takes his seat again. */
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
 * Opens the secrets of phones. One that cannot be opened, as after a key was lost, leaves its phone out and no other;
 * `onUnreadable` hears its id, never what was kept.
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

/** Opens what is kept of a phone's password. */
function openPhoneSecret(key: Buffer, phoneId: string, sealed: Buffer): StoredSecret {
  return secretSchema.parse(JSON.parse(unseal(key, phoneId, sealed).toString()));
}
