import type { StoredSecret } from "../../../protocols/sip/index.ts";

/** A SIP account: an extension, and the credentials of its device or of an agent's softphone session. */
export interface Phone {
  readonly id: string;
  readonly tenantId: string;
  readonly extension: string;
  readonly name: string;
  readonly username: string;
  /** Whether it must use TLS and SRTP; emergency calls are accepted without them. */
  readonly isEncrypted: boolean;
  /** The digest secrets of its password (RFC 7616 §3.4.2); they never leave the switch. */
  readonly secret: StoredSecret;
  /** The softphone session of an agent; null for the device itself. */
  readonly sittingId: string | null;
}

/** All accounts, by id, by the user name of phones and softphone sessions, and by tenant and extension. */
export interface PhoneDirectory {
  readonly byId: ReadonlyMap<string, Phone>;
  readonly byUsername: ReadonlyMap<string, Phone>;
  readonly byExtension: ReadonlyMap<string, Phone>;
}

/** Builds the directory of these phones and softphone sessions. */
export function buildPhoneDirectory(all: readonly Phone[]): PhoneDirectory {
  const phones = all.filter(({ sittingId }) => sittingId === null);
  return {
    byId: new Map(phones.map((phone) => [phone.id, phone])),
    byUsername: new Map(all.map((phone) => [phone.username, phone])),
    byExtension: new Map(phones.map((phone) => [extensionKey(phone.tenantId, phone.extension), phone])),
  };
}

/** The phone of a tenant at an extension; extensions are separate for each tenant. */
export function phoneAt(directory: PhoneDirectory, tenantId: string, extension: string): Phone | undefined {
  return directory.byExtension.get(extensionKey(tenantId, extension));
}

/** Accounts that a newer directory has with another password, with required encryption since, or not at all: their registrations end. */
export function phonesShutOut(before: PhoneDirectory, after: PhoneDirectory): readonly Phone[] {
  return [...before.byUsername.values()].filter(({ username, secret, isEncrypted }) => {
    const later = after.byUsername.get(username);
    return later?.secret.MD5 !== secret.MD5 || (later.isEncrypted && !isEncrypted);
  });
}

function extensionKey(tenantId: string, extension: string): string {
  return `${tenantId} ${extension}`;
}
