import type { RuleCitation } from "./rule.ts";
import { citeRule } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** For how long an officer may act in another's place, and the rules that say so. */
export interface ActingRules {
  /** Longest time in calendar days, first and last day included. */
  readonly daysMax: Readonly<Record<"plh" | "plt", number>>;
  /** The first day is at most this many days away. */
  readonly aheadDaysMax: number;
  readonly citations: Readonly<Record<"plh" | "plt" | "ahead", RuleCitation>>;
}

/** Reads the limits on acting officers. */
export function readActingRules({ rules }: Rulebook): ActingRules {
  const plh = rules["acting-plh-days-max"];
  const plt = rules["acting-plt-days-max"];
  const ahead = rules["acting-ahead-days-max"];
  return {
    daysMax: { plh: plh.value, plt: plt.value },
    aheadDaysMax: ahead.value,
    citations: { plh: citeRule(plh), plt: citeRule(plt), ahead: citeRule(ahead) },
  };
}
