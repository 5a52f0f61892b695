import { ok, type Result, refuse } from "../../../kernel/index.ts";

/** What a number may begin with, in the form in which calls keep it (`number_key`), and what it may end with, reversed. */
export interface NumberSearch {
  readonly starts: readonly string[];
  readonly tails: readonly string[];
}

/** Why a text cannot be looked for among numbers. */
export type NumberSearchRefusal = "number-search-no-digits" | "number-search-too-short";

/** Fewer digits than this are found in nearly every number. */
export const SEARCH_DIGITS_MIN = 3;

/**
 * Reads what a person types to find a number: spaces, dots, hyphens and brackets do not count, and 021…, 6221… and
 * +6221… are one number. A number is found by how it begins or by how it ends.
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

/** The first text, in the order of bytes, after all that begin with `start`; digits only. */
export function afterAllWith(start: string): string {
  // ":" follows "9".
  return `${start}:`;
}

function reversed(text: string): string {
  return [...text].toReversed().join("");
}
