import type { RuleId } from "../../../regulation/index.ts";

/** The rule behind each field that a verifier can send back; a field that no rule speaks of is left out. */
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

/** The rule that a returned field is held to; null where the verifier's own words must do. */
export function ruleOfField(field: string): RuleId | null {
  return Object.hasOwn(RULE_OF_FIELD, field) ? (RULE_OF_FIELD[field] ?? null) : null;
}
