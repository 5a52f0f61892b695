/** Rules that a test cites, as the parts of the screens show them. */
import type { RuleReference, Standing } from "../../data/types.ts";

/** A citation of the wire as a reference. */
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
