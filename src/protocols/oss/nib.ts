import { type Brand, ok, type Result, refuse } from "../../kernel/index.ts";

/** A business number (Nomor Induk Berusaha): 13 digits stored as text, because leading zeros are significant. */
export type Nib = Brand<string, "Nib">;

/** Digits of a NIB (Pedoman Integrasi Aplikasi 4.3, method inqueryNIB: `nib string(13)`). */
const NIB_DIGITS = 13;

/** Maximum length of a text read as a NIB: room for grouped digits. */
const NIB_TEXT_MAX = 40;
const NIB_PATTERN = new RegExp(`^\\d{${NIB_DIGITS}}$`);

/**
 * Reads a NIB as users type it: spaces, dots and hyphens between digits are dropped.
 * No check digit is published, so only OSS can confirm that it exists. Refuses with `nib-format`.
 */
export function parseNib(text: string): Result<Nib, "nib-format"> {
  if (text.length > NIB_TEXT_MAX) return refuse("nib-format");
  const digits = text.replace(/[\s.-]/g, "");
  return NIB_PATTERN.test(digits) ? ok(digits as Nib) : refuse("nib-format");
}
