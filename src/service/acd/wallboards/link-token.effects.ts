import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;
/** The form of a token: 32 bytes in base64url. */
export const LINK_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A new random token of 256 bits. */
export function newLinkToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** The stored digest of a token; the token cannot be derived from it. */
export function digestOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
