import type { StoredSecret } from "../../../protocols/sip/index.ts";

/** A phone as somebody may sign in to it: an extension, and what its device, or a sitting of its agent, signs in with. */
export interface Phone {
  readonly id: string;
  readonly tenantId: string;
  readonly extension: string;
  readonly name: string;
  readonly username: string;
  /** Whether it speaks over TLS and SRTP alone; calls for help are taken all the same. */
  readonly isEncrypted: boolean;
  /** What is kept of its password (RFC 7616 §3.4.2); it never leaves the switch. */
  readonly secret: StoredSecret;
  /** The sitting of an agent who speaks for the phone from his browser; null for the device itself. */
  readonly sittingId: string | null;
}

/** All phones, found by id, by the name that they and their sittings sign in with, and by tenant and extension. */
export interface PhoneDirectory {
  readonly byId: ReadonlyMap<string, Phone>;
  readonly byUsername: ReadonlyMap<string, Phone>;
  readonly byExtension: ReadonlyMap<string, Phone>;
}

/** Makes the book of these phones and sittings. */
export function buildPhoneDirectory(all: readonly Phone[]): PhoneDirectory {
  const phones = all.filter(({ sittingId }) => sittingId === null);
  return {
    byId: new Map(phones.map((phone) => [phone.id, phone])),
    byUsername: new Map(all.map((phone) => [phone.username, phone])),
    byExtension: new Map(phones.map((phone) => [extensionKey(phone.tenantId, phone.extension), phone])),
  };
}

/** The phone of a tenant at an extension; extensions of two tenants never meet. */
export function phoneAt(directory: PhoneDirectory, tenantId: string, extension: string): Phone | undefined {
  return directory.byExtension.get(extensionKey(tenantId, extension));
}

/** Phones and sittings that a later book knows by another password, as encrypted since, or not at all: what signed in before is shut out. */
export function phonesShutOut(before: PhoneDirectory, after: PhoneDirectory): readonly Phone[] {
  return [...before.byUsername.values()].filter(({ username, secret, isEncrypted }) => {
    const later = after.byUsername.get(username);
    return later?.secret.MD5 !== secret.MD5 || (later.isEncrypted && !isEncrypted);
  });
}

function extensionKey(tenantId: string, extension: string): string {
  return `${tenantId} ${extension}`;
}
