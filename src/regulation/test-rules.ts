import { citeRule, type RuleCitation } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

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

/** A limit that a rule gives, and its standing. Throws for a rule whose value is no number. */
export function limitOfRule(
  { rules }: Rulebook,
  id: keyof Rulebook["rules"],
): { readonly value: number; readonly cited: RuleCitation } {
  const rule = rules[id];
  if (typeof rule.value !== "number") throw new Error(`the rule ${id} gives no limit`);
  return { value: rule.value, cited: citeRule(rule) };
}
