import { createHmac, timingSafeEqual } from "node:crypto";
import { transliterate } from "./gsm-text.shared.ts";

/** The text of a message, with its id. */
export interface DigestedText {
  readonly messageId: string;
  readonly text: string;
}

/**
 * Keyed digest (HMAC) of a text, which stays after the text is deleted; the key is stored outside the database. With the database alone a short text cannot be
 * found by guessing; with the text its content can be proven.
 */
export function textDigest(key: Buffer, { messageId, text }: DigestedText): Buffer {
  const own = createHmac("sha256", key).update("text of a short message").digest();
  return createHmac("sha256", own).update(`${messageId}\n${text}`).digest();
}

/** Whether a digest matches a text, as written or transliterated. */
export function isTextOf(key: Buffer, digest: Buffer, { messageId, text }: DigestedText): boolean {
  return [text, transliterate(text)].some((one) => timingSafeEqual(textDigest(key, { messageId, text: one }), digest));
}
