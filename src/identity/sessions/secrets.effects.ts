import { createHash, randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** argon2id (2) with the minimum parameters recommended by OWASP: 19 MiB, two passes, one lane. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Concurrent hashes, out of libuv's four threads, which also serve files and DNS: more are no faster on two cores. */
const RUNNING_MAX = 2;
/** Enough for all agents of a call centre that log in together; the last of them waits for four seconds on two cores. */
const WAITING_MAX = 400;

let running = 0;
const waiting: (() => void)[] = [];

/** Queues the work; refused with "try again shortly" if the queue is full. */
async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (running < RUNNING_MAX) running += 1;
  else if (waiting.length < WAITING_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  else throw Object.assign(new Error("too many passwords at once"), { code: "EAGAIN" });
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** Hashes a password with argon2id (RFC 9106) off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, OPTIONS));
}

/** A hash of no password, with the same parameters: verifying against it takes the same work. */
export const DECOY = decoyHash();

function decoyHash(): string {
  const { memoryCost, timeCost, parallelism } = OPTIONS;
  const [salt, tag] = [randomBytes(16), randomBytes(32)].map((bytes) => bytes.toString("base64").replaceAll("=", ""));
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${tag}`;
}

/** Verifies a password; for an unknown person it does the same work, so that the duration is the same. */
export async function checkPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const fits = await inTurn(() => verify(passwordHash ?? DECOY, password));
  return fits && passwordHash !== undefined;
}

/** A new token for its owner (43 characters of base64url), and the hash for the database. */
export function freshToken(): { readonly token: string; readonly sha256: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, sha256: tokenSha256(token) };
}

/** The stored hash of a token. */
export function tokenSha256(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A random password that satisfies the password rule and is easy to type. */
export function randomPassword(): string {
  const words = randomBytes(9).toString("base64url").replaceAll(/[-_]/g, "x");
  return `Sb-${words}7`;
}
