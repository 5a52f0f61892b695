/** Rules that a test cites, as references for shared components. */
import type { RuleReference, Standing } from "../../data/types.ts";

/** Converts a citation of the API to a reference. */
export const ruleOf = ({
  id,
  clause,
  standing,
}: {
  id: string;
  clause: string;
  standing: Standing;
}): RuleReference => ({
  id,
  clause,
  standing,
});
