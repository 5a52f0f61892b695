/** Rules that a test cites, as the parts of the screens show them. */
import { STANDINGS } from "../../../../src/regulation/standing.shared.ts";
import type { RuleReference } from "../../data/types.ts";

/** A citation of the wire as a reference. */
export const ruleOf = ({ id, clause, standing }: { id: string; clause: string; standing: string }): RuleReference => ({
  id,
  clause,
  standing: STANDINGS.find((known) => known === standing) ?? "assumed",
});
