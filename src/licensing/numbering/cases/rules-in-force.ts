import { present } from "../../../kernel/index.ts";
import {
  citeRule,
  isRuleId,
  officeDate,
  openRulebook,
  type Rulebook,
  type RuleCitation,
  rulesetVersion,
} from "../../../regulation/index.ts";

/** The rules for a case that begins now. */
export function rulebookNow(nowMs: number): Rulebook {
  return rulebookOf(rulesetVersion, nowMs);
}

/** The rules of a case: the version in force on the day it began. */
export function rulebookOf(version: string, beganMs: number): Rulebook {
  const opened = openRulebook({ version, atDate: officeDate(beganMs) });
  return present(opened.ok ? opened.value : null, `rulebook ${version}`);
}

/** The citation of a rule beside a refusal or a finding; null for an id without a rule. */
export function citation(rulebook: Rulebook, ruleId: string): RuleCitation | null {
  return isRuleId(ruleId) ? citeRule(rulebook.rules[ruleId]) : null;
}
