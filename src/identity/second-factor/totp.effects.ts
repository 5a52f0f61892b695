import { createHash, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { keyFromFile } from "../../platform/sealing/index.ts";

const SECRET_BYTES = 20;
const PERIOD_S = 30;
/** Accepts one time step before and one after, for inaccurate phone clocks. */
const WINDOW = 1;
const RECOVERY_CODES = 10;

/** The key that encrypts second-factor secrets. */
export function secondFactorKey(dataFolder: string): Promise<Buffer> {
  return keyFromFile(dataFolder, "second-factor");
}

/** A new secret. */
export function freshSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

function totpOf(secret: Uint8Array, label: { readonly issuer: string; readonly email: string }): TOTP {
  const bytes = new Uint8Array(secret);
  return new TOTP({
    issuer: label.issuer,
    label: label.email,
    secret: new Secret({ buffer: bytes.buffer }),
    period: PERIOD_S,
  });
}

/** The secret for an authenticator app in base32, and the `otpauth:` URL of its QR code. */
export function enrolmentOf(secret: Uint8Array, label: { readonly issuer: string; readonly email: string }) {
  const totp = totpOf(secret, label);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step (RFC 6238 §4) of a valid code around `nowMs`; undefined if it is invalid. */
export function stepOf(secret: Uint8Array, code: string, nowMs: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totpOf(secret, { issuer: "", email: "" }).validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? undefined : Math.floor(nowMs / 1_000 / PERIOD_S) + delta;
}

/** New recovery codes such as `k7rw-3mzq-x2ab`. */
export function freshRecoveryCodes(): readonly string[] {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const pick = () => Array.from(randomBytes(12), (byte) => letters[byte % letters.length] ?? "a").join("");
  return Array.from({ length: RECOVERY_CODES }, () => pick().replace(/(.{4})(.{4})(.{4})/, "$1-$2-$3"));
}

/** The hash of a recovery code; case and separators are ignored. */
export function recoveryHash(code: string): Buffer {
  return createHash("sha256")
    .update(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ""))
    .digest();
}
