import { Temporal } from "temporal-polyfill";
import type { HashText } from "./user-key.ts";

/** Name of the request header by which OSS authenticates. */
export const TOKEN_HEADER = "token";

/** Days around today whose token is accepted: the contract binds a token to a date, and clocks differ around midnight. */
const DAYS_AROUND = [0, -1, 1] as const;

/** A token is a SHA-1 in hex. */
const TOKEN = /^[0-9a-f]{40}$/;

/** Inputs of an OSS token. */
export interface TokenParts {
  readonly username: string;
  readonly password: string;
  readonly nib: string;
}

/** The token for one local date in Jakarta: SHA1(USERNAME+PASSWORD+NIB+DATE), the date as `Ymd`. */
export function receivedToken(parts: TokenParts & { readonly date: string }, hash: HashText): string {
  return hash("sha1", `${parts.username}${parts.password}${parts.nib}${parts.date.replaceAll("-", "")}`);
}

/** The tokens accepted at `nowMs`: today's in Jakarta first, then yesterday's and tomorrow's. */
export function tokensInForce(parts: TokenParts, nowMs: number, hash: HashText): readonly string[] {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO("Asia/Jakarta").toPlainDate();
  return DAYS_AROUND.map((days) => receivedToken({ ...parts, date: today.add({ days }).toString() }, hash));
}

/** The token in a header, in lower case; null when it is absent or malformed. The caller compares in constant time. */
export function tokenIn(header: unknown): string | null {
  if (typeof header !== "string") return null;
  const token = header.trim().toLowerCase();
  return TOKEN.test(token) ? token : null;
}
