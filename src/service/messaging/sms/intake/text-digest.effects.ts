import { createHmac, timingSafeEqual } from "node:crypto";
import { transliterate } from "./gsm-text.shared.ts";

/** What was sent, and under which id. */
export interface DigestedText {
  readonly messageId: string;
  readonly text: string;
}

/**
 * What stays of a text: its digest under a key that stands beside the database. Whoever has the database alone cannot find a short text by
 * trying; whoever has the text can show that it was this one.
 */
export function textDigest(key: Buffer, { messageId, text }: DigestedText): Buffer {
  const own = createHmac("sha256", key).update("text of a short message").digest();
  return createHmac("sha256", own).update(`${messageId}\n${text}`).digest();
}

/** Whether a digest is that of a text, as it was written or with plain characters in the place of others. */
export function isTextOf(key: Buffer, digest: Buffer, { messageId, text }: DigestedText): boolean {
  return [text, transliterate(text)].some((one) => timingSafeEqual(textDigest(key, { messageId, text: one }), digest));
}
