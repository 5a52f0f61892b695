import { citeRule, findTemplate, isRuleId, officeDate, type Rulebook, type Standing } from "../../regulation/index.ts";
import {
  type CompanyFacts,
  type FilledSlot,
  type LicenceForm,
  type LicenceRules,
  type PartKey,
  type PreCheckFinding,
  preCheck,
  requirementsOf,
} from "../requirements/index.ts";

/** A clause, and whether it was verified there. */
export interface Citation {
  readonly id: string;
  readonly clause: string;
  readonly standing: Standing;
}

/** A requirement as it applies to one case. */
export interface RequirementItem {
  /** E.g. "D07". */
  readonly key: string;
  readonly kind: "form" | "file" | "declaration" | "record";
  readonly parts: readonly PartKey[];
  readonly slots: readonly string[];
  readonly rule: Citation;
  /** Version of its template; null if there is none. */
  readonly template: string | null;
  /** Whether the template is also available as an editable text document. */
  readonly isWord: boolean;
}

/** The present content of a case. */
export interface CaseContent {
  readonly caseId: string;
  readonly form: LicenceForm;
  readonly documents: readonly FilledSlot[];
  readonly company: CompanyFacts;
  readonly nowMs: number;
  readonly rulebook: Rulebook;
  /** The rules of the case: those of the day it began, with today's name of the activity. Read once per case. */
  readonly rules: LicenceRules;
}

/** The requirements of a case, in the order of the list. */
export function requirementItemsOf(content: CaseContent): readonly RequirementItem[] {
  return requirementsOf(content.form, content.company, content.rules).map((asked) => ({
    key: asked.key,
    kind: asked.kind,
    parts: asked.parts,
    slots: asked.slots.map(({ slot }) => slot),
    rule: { id: asked.key, clause: asked.clause, standing: asked.standing },
    template: asked.template?.version ?? null,
    isWord: asked.template !== null && findTemplate(asked.key, asked.template.version)?.isWord === true,
  }));
}

/** All findings of the pre-check on the present content of a case. */
export function preCheckOf(content: CaseContent): readonly PreCheckFinding[] {
  const { caseId, form, company, documents, nowMs, rules } = content;
  const today = officeDate(nowMs);
  return preCheck({ caseId, form, company, slots: documents, rules, today });
}

/** The citation of a rule or a requirement; null for an id that is neither. */
export function citeIn({ rulebook, rules }: Pick<CaseContent, "rulebook" | "rules">, id: string): Citation | null {
  if (isRuleId(id)) return citeRule(rulebook.rules[id]);
  return rules.citations[id] ?? null;
}
