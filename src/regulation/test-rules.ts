import { citeRule, type RuleCitation } from "./rule.ts";
import { isRuleId } from "./rule-values.ts";
import type { Rulebook } from "./rulebook.ts";
import type { Standing } from "./standing.shared.ts";
import type { CatalogueItem } from "./test-catalogue.ts";

const MS_PER_MINUTE = 60_000;

/** The rules of an operational test, except its catalogue and its processing times. */
export interface TestRules {
  /** E.g. "ULO-{yyyymmdd}{seq:5}". */
  readonly numberStyle: string;
  /** The default method. */
  readonly method: "site" | "self";
  /** Whether a company may choose the self-test without permission. */
  readonly isSelfTestFree: boolean;
  readonly needsPact: boolean;
  /** Minimum number of calendar days from the request to the test. */
  readonly daysAheadMin: number;
  readonly onWorkingDayOnly: boolean;
  readonly teamsPerDay: number;
  /** Number of working days from the request to the notice of date and team. */
  readonly noticeWorkingDays: number;
  /** Number of working days for the company to sign the report. */
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

/** The limit of a measured value: a number in the unit of its item, its rule, and its standing. */
export interface ItemLimit {
  readonly comparison: "at-least" | "at-most";
  readonly value: number;
  /** Null if the catalogue defines the number. */
  readonly rule: string | null;
  readonly standing: Standing;
}

/** A limit has the standing of its rule, or of its item if the catalogue defines it; null for an observed item. */
export function limitOfItem({ limit, standing }: CatalogueItem, rulebook: Rulebook): ItemLimit | null {
  if (limit === null) return null;
  const { comparison } = limit;
  if ("value" in limit) return { comparison, value: limit.value, rule: null, standing };
  if (!isRuleId(limit.rule)) return null;
  const { value, cited } = limitOfRule(rulebook, limit.rule);
  return { comparison, value, rule: limit.rule, standing: cited.standing };
}

/** A limit defined by a rule, and its standing. Throws for a rule without a numeric value. */
function limitOfRule(
  { rules }: Rulebook,
  id: keyof Rulebook["rules"],
): { readonly value: number; readonly cited: RuleCitation } {
  const rule = rules[id];
  if (typeof rule.value !== "number") throw new Error(`the rule ${id} gives no limit`);
  return { value: rule.value, cited: citeRule(rule) };
}
