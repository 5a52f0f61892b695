import { citeRule, type RuleCitation } from "./rule.ts";
import { isRuleId } from "./rule-values.ts";
import type { Rulebook } from "./rulebook.ts";
import type { Standing } from "./standing.shared.ts";
import type { CatalogueItem } from "./test-catalogue.ts";

const MS_PER_MINUTE = 60_000;

/** What an operational test goes by, beside its catalogue and its promises. */
export interface TestRules {
  /** E.g. "ULO-{yyyymmdd}{seq:5}". */
  readonly numberStyle: string;
  /** The method where nobody asks for the other. */
  readonly method: "site" | "self";
  /** Whether a company takes the self test without asking for leave. */
  readonly isSelfTestFree: boolean;
  readonly needsPact: boolean;
  /** Calendar days from the request to the earliest test. */
  readonly daysAheadMin: number;
  readonly onWorkingDayOnly: boolean;
  readonly teamsPerDay: number;
  /** Working days from the request until the company must know date and team. */
  readonly noticeWorkingDays: number;
  /** Working days that the company has to sign the report. */
  readonly signWorkingDays: number;
  readonly codeLifeMs: number;
  readonly codeAttemptsMax: number;
  readonly remindDaysBefore: number;
}

/** Reads the rules of operational tests. */
export function readTestRules({ rules }: Rulebook): TestRules {
  return {
    numberStyle: rules["test-number-style"].value,
    method: rules["test-method-kind"].value,
    isSelfTestFree: rules["self-test-without-leave"].value,
    needsPact: rules["test-integrity-pact"].value,
    daysAheadMin: rules["test-request-days-ahead-min"].value,
    onWorkingDayOnly: rules["test-on-working-day"].value,
    teamsPerDay: rules["test-teams-a-day"].value,
    noticeWorkingDays: rules["test-notice-working-days"].value,
    signWorkingDays: rules["test-report-sign-working-days"].value,
    codeLifeMs: rules["test-sign-code-minutes"].value * MS_PER_MINUTE,
    codeAttemptsMax: rules["test-sign-code-attempts"].value,
    remindDaysBefore: rules["test-remind-days-before"].value,
  };
}

/** What a measured value is held against: a number in the unit of its item, the rule that gives it, and its standing. */
export interface ItemLimit {
  readonly comparison: "at-least" | "at-most";
  readonly value: number;
  /** Null where the catalogue gives the number. */
  readonly rule: string | null;
  readonly standing: Standing;
}

/** A limit has the standing of the rule that gives it, or of its item where the catalogue does; null for what is looked at. */
export function limitOfItem({ limit, standing }: CatalogueItem, rulebook: Rulebook): ItemLimit | null {
  if (limit === null) return null;
  const { comparison } = limit;
  if ("value" in limit) return { comparison, value: limit.value, rule: null, standing };
  if (!isRuleId(limit.rule)) return null;
  const { value, cited } = limitOfRule(rulebook, limit.rule);
  return { comparison, value, rule: limit.rule, standing: cited.standing };
}

/** A limit that a rule gives, and its standing. Throws for a rule whose value is no number. */
function limitOfRule(
  { rules }: Rulebook,
  id: keyof Rulebook["rules"],
): { readonly value: number; readonly cited: RuleCitation } {
  const rule = rules[id];
  if (typeof rule.value !== "number") throw new Error(`the rule ${id} gives no limit`);
  return { value: rule.value, cited: citeRule(rule) };
}
