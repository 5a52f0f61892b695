import { ok, refuse } from "../../kernel/index.ts";
import { citeRule, isRuleId, type Rulebook } from "../../regulation/index.ts";
import type { Place, PreCheckFinding } from "../requirements/finding.shared.ts";
import { EMPTY_FORM, type PartKey } from "../requirements/form.shared.ts";
import type { AskedItem, CaseContent, Citation, LicenceRequirements } from "./licence-requirements.ts";

type Row = readonly [key: string, kind: AskedItem["kind"], parts: readonly PartKey[], slots: readonly string[]];

/** The list of documents without what depends on the answers. */
const LIST: readonly Row[] = [
  ["D01", "form", ["commitment"], []],
  ["D02", "form", ["service", "configuration", "equivalence"], []],
  ["D03", "form", ["devices"], []],
  ["D04", "form", ["agreements"], []],
  ["D05", "form", ["contact"], []],
  ["D07", "file", ["funds"], ["D07"]],
  ["D08", "form", ["shareholding"], []],
  ["D10", "declaration", ["declarations"], []],
  ["D12", "file", [], ["D12"]],
];

const NOWHERE: Place = { part: null, slot: null, rowId: null, field: null, page: null };

function asked({ rulebook }: Pick<CaseContent, "rulebook">): readonly AskedItem[] {
  const rule = citeRule(rulebook.rules["licence-documents"]);
  return LIST.map(([key, kind, parts, slots]) => ({ key, kind, parts, slots, rule, template: null }));
}

/** Finds what is missing, and nothing else. */
function preCheck(content: CaseContent): readonly PreCheckFinding[] {
  return asked(content).flatMap(({ key, parts, slots }) => {
    const finding = { level: "blocks", requirement: key, params: {}, rule: "licence-documents" } as const;
    const files = slots
      .filter((slot) => !content.documents.some((document) => document.slot === slot))
      .map((slot) => ({ ...finding, code: "file-missing", place: { ...NOWHERE, slot } }));
    const empty = parts
      .filter((part) => part !== "equivalence")
      .filter((part) => JSON.stringify(content.form[part]) === JSON.stringify(EMPTY_FORM[part]))
      .map((part) => ({ ...finding, code: "part-empty", place: { ...NOWHERE, part } }));
    return [...files, ...empty];
  });
}

function cite(rulebook: Rulebook, id: string): Citation | null {
  if (isRuleId(id)) return citeRule(rulebook.rules[id]);
  return asked({ rulebook }).find(({ key }) => key === id)?.rule ?? null;
}

/** The requirements as far as they stand in the rule on documents alone. */
export const interimRequirements: LicenceRequirements = {
  asked,
  preCheck,
  parsePart: (_key, value) => (typeof value === "object" && value !== null ? ok(value) : refuse([""])),
  cite,
};
