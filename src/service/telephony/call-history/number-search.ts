import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** The possible beginnings of a number, in the normalised form of call records (`number_key`), and its possible ends, reversed. */
export interface NumberSearch {
  readonly starts: readonly string[];
  readonly tails: readonly string[];
}

/** Why a text is refused as a number search. */
export type NumberSearchRefusal = "number-search-no-digits" | "number-search-too-short";

/** Fewer digits than this match nearly every number. */
export const SEARCH_DIGITS_MIN = 3;

/**
 * Parses the text of a number search: spaces, dots, hyphens and brackets are ignored, and 021…, 6221… and +6221… are one number. A number matches
 * by its beginning or by its end.
 */
export function readNumberSearch(text: string): Result<NumberSearch, NumberSearchRefusal> {
  const digits = text.replaceAll(/\D/g, "");
  if (digits === "") return refuse("number-search-no-digits");
  if (digits.length < SEARCH_DIGITS_MIN) return refuse("number-search-too-short");
  const tails = [reversed(digits)];
  if (text.trim().startsWith("+")) {
    const start = digits.startsWith("62") ? `0${digits.slice(2)}` : `00${digits}`;
    return ok({ starts: [start], tails });
  }
  if (digits.startsWith("0062")) return ok({ starts: [`0${digits.slice(4)}`], tails });
  if (digits.startsWith("62")) return ok({ starts: [`0${digits.slice(2)}`, digits], tails });
  return ok({ starts: [digits], tails });
}

/** The first text, in byte order, after all texts that begin with `start`; digits only. */
export function afterAllWith(start: string): string {
  // ":" follows "9".
  return `${start}:`;
}

function reversed(text: string): string {
  return [...text].toReversed().join("");
}
