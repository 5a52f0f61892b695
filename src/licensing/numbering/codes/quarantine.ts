import { laterByMonths, type Rulebook, readNumberingPlan } from "../../../regulation/index.ts";

/**
 * When a code that was returned or revoked at `fromMs` becomes available again: the rule's number of months later, at
 * the same time of day in the ministry's zone (milliseconds since 1970). A code released at noon is blocked until noon.
 */
export function quarantineEndMs(fromMs: number, rulebook: Rulebook): number {
  return laterByMonths(fromMs, readNumberingPlan(rulebook).quarantineMonths);
}
