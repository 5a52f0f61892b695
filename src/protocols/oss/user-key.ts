import { Temporal } from "temporal-polyfill";

/** A digest of text as lower-case hex; injected, so that this module stays pure. */
export type HashText = (algorithm: "md5" | "sha1", text: string) => string;

/** Inputs of the daily access key; `date` is the local date in Jakarta as "YYYY-MM-DD". */
export interface UserKeyParts {
  readonly username: string;
  readonly password: string;
  /** Caller type agreed with OSS. */
  readonly type: string;
  readonly date: string;
}

/** Name of the request header that carries the key. */
export const USER_KEY_HEADER = "user_key";

/**
 * Builds the access key of one day: sha1(username + md5(password) + type + date), as public OSS clients do.
 * The contract names only the header; the formula is from those clients.
 */
export function userKey(parts: UserKeyParts, hash: HashText): string {
  return hash("sha1", `${parts.username}${hash("md5", parts.password)}${parts.type}${parts.date}`);
}

/** The local date in Jakarta of a key made at `nowMs`. */
export function userKeyDate(nowMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO("Asia/Jakarta").toPlainDate().toString();
}
