import type { RefusalTable } from "../../../kernel/index.ts";

/** The form of a phone. */
export interface PhoneForm {
  readonly extension: string;
  readonly name: string;
  /** Whether it must use TLS and SRTP. */
  readonly isEncrypted: boolean;
}

/** Refusals of operations on phones. */
export const PHONE_REFUSALS = {
  "phone-extension-form": ["invalid", "extension"],
  "phone-extension-emergency": ["conflict", "extension"],
  "phone-extension-is-code": ["conflict", "extension"],
  "phone-extension-taken": ["taken", "extension"],
  "phone-encryption-without-tls": ["conflict", "isEncrypted"],
  "phone-limit": "limit",
  "phone-stale": "stale",
  "no-such-phone": "not-found",
} as const satisfies RefusalTable;

/** Why a phone cannot be added, or an operation on one is refused. */
export type PhoneRefusal = keyof typeof PHONE_REFUSALS;

const EXTENSION = /^[1-9]\d{1,5}$/;

/**
 * Why no phone may have this extension: a dialled emergency number must reach the emergency service, and a dialled access code must reach its call
 * centre.
 */
export function extensionFault(
  extension: string,
  facts: { readonly emergency: ReadonlySet<string>; readonly isCode: boolean },
): PhoneRefusal | undefined {
  if (!EXTENSION.test(extension)) return "phone-extension-form";
  if (facts.emergency.has(extension)) return "phone-extension-emergency";
  return facts.isCode ? "phone-extension-is-code" : undefined;
}

/** Without letters and digits that are easily confused: passwords are copied by hand from a screen to a phone. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const PASSWORD_LETTERS = 24;
const NAME_LETTERS = 6;

/** The number of random bytes for a password or a user name. */
export const CHANCE_BYTES = 64;

/** A user name that begins with the extension; it is unique across call centres, because they share one realm. */
export function phoneUsername(extension: string, chance: Uint8Array): string {
  return `${extension}-${lettersOf(chance, NAME_LETTERS)}`;
}

/** A password of 24 letters (118 bits). */
export function phonePassword(chance: Uint8Array): string {
  return lettersOf(chance, PASSWORD_LETTERS);
}

/** Derives letters from random bytes. Bytes that would make some letters likelier than others are skipped. */
export function lettersOf(chance: Uint8Array, count: number): string {
  const fair = [...chance].filter((byte) => byte < ALPHABET.length * Math.floor(256 / ALPHABET.length));
  if (fair.length < count) throw new Error("too little chance");
  return fair
    .slice(0, count)
    .map((byte) => ALPHABET[byte % ALPHABET.length] ?? "")
    .join("");
}

/** The registrar of devices. */
export interface Registrar {
  readonly server: string;
  /** Port for UDP and TCP. */
  readonly port: number;
  /** Port for TLS; null without TLS. */
  readonly tlsPort: number | null;
  /** PEM of the certificate authority that devices must trust for TLS; null when devices trust it already. */
  readonly authorityPem: string | null;
}

/** The credentials of a device. */
export interface PhoneAccount extends PhoneForm {
  readonly username: string;
  readonly password: string;
}

/**
 * The text of a QR code that provisions a softphone without a provisioning server: the account file of Grandstream Wave (which PBX software prints for
 * it too). Other softphones use the plain fields.
 */
export function provisioningText(phone: PhoneAccount, { server, port }: Pick<Registrar, "server" | "port">): string {
  const at = server.includes(":") ? `[${server}]:${port}` : `${server}:${port}`;
  const account = [
    ["RegisterServer", at],
    ["OutboundServer", ""],
    ["UserID", phone.username],
    ["AuthID", phone.username],
    ["AuthPass", phone.password],
    ["AccountName", phone.extension],
    ["DisplayName", phone.name],
    ["Dialplan", "{x+|*x+|*++}"],
  ] as const;
  const elements = account.map(([name, text]) => `<${name}>${escaped(text)}</${name}>`).join("");
  return `<?xml version="1.0" encoding="utf-8"?><AccountConfig version="1"><Account>${elements}</Account></AccountConfig>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
