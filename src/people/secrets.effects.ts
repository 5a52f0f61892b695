import { createHash, randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** argon2id (2) with the least parameters OWASP names: 19 MiB, two passes, one lane. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const WAITING_MAX = 200;

let waiting = 0;

async function limited<Value>(work: () => Promise<Value>): Promise<Value> {
  if (waiting >= WAITING_MAX) throw Object.assign(new Error("too many passwords at once"), { code: "EAGAIN" });
  waiting += 1;
  try {
    return await work();
  } finally {
    waiting -= 1;
  }
}

/** Hashes a password with argon2id (RFC 9106) off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  return limited(() => hash(password, OPTIONS));
}

let decoy: Promise<string> | undefined;

/** Checks a password; for an unknown person it does the same work, so that time tells nothing. */
export async function checkPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString("hex"));
  const against = passwordHash ?? (await decoy);
  const fits = await limited(() => verify(against, password));
  return fits && passwordHash !== undefined;
}

/** A fresh token to be kept by its owner (43 characters of base64url), and the hash the database keeps. */
export function freshToken(): { readonly token: string; readonly sha256: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, sha256: tokenSha256(token) };
}

/** The hash under which a token is known. */
export function tokenSha256(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A random password that satisfies the password rule, easy to type. */
export function randomPassword(): string {
  const words = randomBytes(9).toString("base64url").replaceAll(/[-_]/g, "x");
  return `Sb-${words}7`;
}
