import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;
/** What a token looks like: 32 bytes of base64url. */
export const LINK_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A new token: 256 bits that nobody guesses. */
export function newLinkToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What is kept of a token; the token cannot be had from it. */
export function digestOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
