import type { RuleId } from "../../../regulation/index.ts";

/** The rule behind each field that a verifier can return; fields without a rule are omitted. */
const RULE_OF_FIELD: Readonly<Record<string, RuleId>> = {
  nib: "nib-format",
  kbli: "service-kbli",
  npwp: "npwp-formats",
  deed: "file-types",
  nibDocument: "file-types",
  legalBasis: "file-types",
  assignment: "file-types",
  authority: "letter-of-authority-months-max",
};

/** The rule behind a returned field; null if only the verifier's text explains it. */
export function ruleOfField(field: string): RuleId | null {
  return Object.hasOwn(RULE_OF_FIELD, field) ? (RULE_OF_FIELD[field] ?? null) : null;
}
