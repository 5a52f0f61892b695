import { ok, type Result, refuse } from "../kernel/index.ts";
import { localDateSchema, type Rule } from "./rule.ts";
import { type RuleId, ruleIds } from "./rule-values.ts";
import { findRuleset, type RuleRefusal, type Ruleset, rulesInForce } from "./ruleset.ts";

/** All rules of one version as of one day: look-ups cannot fail. */
export interface Rulebook {
  readonly version: string;
  /** The local date for which rows were selected. */
  readonly atDate: string;
  readonly rules: { readonly [Id in RuleId]: Rule<Id> };
}

/** Why a rulebook cannot be opened. */
export type RulebookRefusal =
  | RuleRefusal
  | {
      readonly code: "rules-not-in-force";
      readonly version: string;
      readonly atDate: string;
      readonly ids: readonly RuleId[];
    };

/**
 * Opens version `version` among `published` as of the local date `atDate`; for a case, its version and its first date.
 * Refuses an unknown version, a malformed date, and a day on which a rule is not in force.
 */
export function openRulebookOf(
  asked: { readonly version: string; readonly atDate: string },
  published: readonly Ruleset[],
): Result<Rulebook, RulebookRefusal> {
  const { version, atDate } = asked;
  if (!localDateSchema.safeParse(atDate).success) return refuse({ code: "date-malformed", text: atDate });
  const ruleset = findRuleset(version, published);
  if (!ruleset.ok) return ruleset;
  const byId = new Map(rulesInForce(atDate, ruleset.value).map((rule) => [rule.id, rule]));
  const missing = ruleIds.filter((id) => !byId.has(id));
  if (missing.length > 0) return refuse({ code: "rules-not-in-force", version, atDate, ids: missing });
  // Every id is present, and each row was validated against the schema of its id when the version was loaded.
  return ok({ version, atDate, rules: Object.fromEntries(byId) as unknown as Rulebook["rules"] });
}
