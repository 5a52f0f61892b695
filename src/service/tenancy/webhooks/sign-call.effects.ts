import { createHmac, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;

/** A new random secret of 256 bits. */
export function newSecret(): string {
  return `whs_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}

/**
 * The value of `Sambung-Signature`: the second of the signature, and for each secret the HMAC-SHA256 of that second, a dot and the body. During a change of
 * secrets both sign.
 */
export function signatureOf(
  secrets: readonly string[],
  { body, nowMs }: { readonly body: string; readonly nowMs: number },
): string {
  const second = Math.floor(nowMs / 1_000);
  const macs = secrets.map((secret) => createHmac("sha256", secret).update(`${second}.${body}`).digest("hex"));
  return [`t=${second}`, ...macs.map((mac) => `v1=${mac}`)].join(",");
}
