import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type CodePlan, findPattern } from "./access-code.ts";

/** Maximum number of codes in a selection. */
export const SELECTION_CODES_MAX = 1_000;
/** Maximum length of a selection's text. */
const SELECTION_CHARACTERS_MAX = 2_000;

/** Why a selection of codes cannot be parsed; `part` is the invalid piece of the text. */
export type SelectionRefusal =
  | { readonly code: "selection-empty" }
  | { readonly code: "selection-too-long"; readonly charactersMax: number }
  | { readonly code: "selection-malformed"; readonly part: string }
  | { readonly code: "selection-reversed"; readonly part: string }
  | { readonly code: "selection-lengths-differ"; readonly part: string }
  | { readonly code: "selection-not-in-plan"; readonly part: string }
  | { readonly code: "selection-too-many"; readonly codesMax: number };

const RANGE = /[–—-]|\.\.|\bs\/d\b|\bsampai\b|\bto\b/;

/**
 * Parses an officer's selection of codes: single codes, ranges ("1500100–1500199") and patterns with `x`, `_` or `?`
 * for any digit ("15001xx"), separated by commas, semicolons or lines. Spaces inside a code are ignored. Every code
 * must be in the plan; the result is sorted, without duplicates.
 */
export function parseSelection(
  text: string,
  plan: Pick<CodePlan, "patterns">,
): Result<readonly string[], SelectionRefusal> {
  if (text.length > SELECTION_CHARACTERS_MAX) {
    return refuse({ code: "selection-too-long", charactersMax: SELECTION_CHARACTERS_MAX });
  }
  const parts = text.split(/[,;\n]/).map((part) => part.trim());
  const codes = new Set<string>();
  for (const part of parts.filter((one) => one !== "")) {
    const found = parsePart(part, plan);
    if (!found.ok) return found;
    for (const code of found.value) codes.add(code);
    if (codes.size > SELECTION_CODES_MAX) return refuse(TOO_MANY);
  }
  return codes.size === 0 ? refuse({ code: "selection-empty" }) : ok([...codes].sort());
}

const TOO_MANY: SelectionRefusal = { code: "selection-too-many", codesMax: SELECTION_CODES_MAX };

function parsePart(part: string, plan: Pick<CodePlan, "patterns">): Result<readonly string[], SelectionRefusal> {
  const ends = part.split(RANGE).map((end) => end.replaceAll(/[\s.]/g, ""));
  const [from = "", to] = ends;
  if (ends.length > 2 || to === "") return refuse({ code: "selection-malformed", part });
  if (to === undefined) return parsePattern(from, { part, plan });
  if (!/^\d{3,12}$/.test(from) || !/^\d{3,12}$/.test(to)) return refuse({ code: "selection-malformed", part });
  if (from.length !== to.length) return refuse({ code: "selection-lengths-differ", part });
  if (from > to) return refuse({ code: "selection-reversed", part });
  return inPlan(count({ from, to }), { part, plan });
}

interface Place {
  readonly part: string;
  readonly plan: Pick<CodePlan, "patterns">;
}

function parsePattern(written: string, place: Place): Result<readonly string[], SelectionRefusal> {
  const pattern = written.replaceAll(/[xX?_]/g, "_");
  if (!/^[\d_]{3,12}$/.test(pattern)) return refuse({ code: "selection-malformed", part: place.part });
  const free = pattern.split("_").length - 1;
  if (10 ** free > SELECTION_CODES_MAX) return refuse(TOO_MANY);
  const codes = Array.from({ length: 10 ** free }, (_, index) => {
    const digits = [...String(index).padStart(free, "0")];
    return pattern.replaceAll("_", () => digits.shift() ?? "");
  });
  return inPlan(codes, place);
}

/** Stops at one code above the maximum, which is enough to refuse a range. */
function count({ from, to }: { readonly from: string; readonly to: string }): readonly string[] {
  const total = Math.min(Number(to) - Number(from) + 1, SELECTION_CODES_MAX + 1);
  return Array.from({ length: total }, (_, index) => String(Number(from) + index).padStart(from.length, "0"));
}

function inPlan(codes: readonly string[], { part, plan }: Place): Result<readonly string[], SelectionRefusal> {
  if (codes.length > SELECTION_CODES_MAX) return refuse(TOO_MANY);
  const isKnown = codes.every((code) => findPattern(code, plan.patterns) !== null);
  return isKnown ? ok(codes) : refuse({ code: "selection-not-in-plan", part });
}
