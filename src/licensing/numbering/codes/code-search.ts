import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { CODE_DIGITS_MAX } from "./access-code.ts";

/** Maximum length of a search text, separators included. */
export const SEARCH_CHARACTERS_MAX = 24;

const SEPARATORS = /[\s.-]/g;

/** A parsed search for access codes. */
export interface CodeSearch {
  /** The normalised search text, for a heading or a URL: digits, `_` and `*`. */
  readonly text: string;
  /** For `code like $1`; needs no escape, since only digits, `_` and `%` can be in it. */
  readonly sqlLike: string;
  /** Applies the same search to a code in memory. */
  readonly matches: (code: string) => boolean;
}

/** Why a search text cannot be parsed. */
export type CodeSearchRefusal =
  | { readonly code: "search-empty" }
  | { readonly code: "search-too-long"; readonly charactersMax: number }
  | { readonly code: "search-malformed"; readonly text: string };

/**
 * Parses a search as people type it: `_` or `?` is one digit, `*` any number of digits; spaces, dots and hyphens are
 * ignored. With a `_`, `?` or `*` the whole code must match ("1500 1_3", "*23"); digits alone match anywhere in a code
 * ("500").
 */
export function parseCodeSearch(text: string): Result<CodeSearch, CodeSearchRefusal> {
  if (text.length > SEARCH_CHARACTERS_MAX) {
    return refuse({ code: "search-too-long", charactersMax: SEARCH_CHARACTERS_MAX });
  }
  const short = text.replace(SEPARATORS, "").replaceAll("?", "_").replace(/\*+/g, "*");
  if (short === "") return refuse({ code: "search-empty" });
  if (!/^[\d_*]+$/.test(short)) return refuse({ code: "search-malformed", text });
  const pattern = /^\d+$/.test(short) ? `*${short}*` : short;
  const whole = new RegExp(`^${pattern.replaceAll("_", "\\d").replaceAll("*", "\\d*")}$`);
  return ok({
    text: short,
    sqlLike: pattern.replaceAll("*", "%"),
    matches: (code) => code.length <= CODE_DIGITS_MAX && whole.test(code),
  });
}
