import { Temporal } from "temporal-polyfill";

/** A digest of text as lower-case hex; given from outside, so that this room stays pure. */
export type HashText = (algorithm: "md5" | "sha1", text: string) => string;

/** What the daily access key is made of; `date` is the local date in Jakarta as "YYYY-MM-DD". */
export interface UserKeyParts {
  readonly username: string;
  readonly password: string;
  /** Kind of caller agreed with OSS. */
  readonly type: string;
  readonly date: string;
}

/** Name of the request header that carries the key. */
export const USER_KEY_HEADER = "user_key";

/**
 * Builds the access key of one day: sha1(username + md5(password) + type + date), as public OSS clients do.
 * The contract names the header only; the recipe is theirs.
 */
export function userKey(parts: UserKeyParts, hash: HashText): string {
  return hash("sha1", `${parts.username}${hash("md5", parts.password)}${parts.type}${parts.date}`);
}

/** The local date in Jakarta that a key made at `nowMs` carries. */
export function userKeyDate(nowMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO("Asia/Jakarta").toPlainDate().toString();
}
