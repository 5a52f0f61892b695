import type { CellFault } from "./fault.ts";
import type { PlanItem } from "./plan.ts";

/** What is told of one row: a part of the plan, or what is wrong. */
export interface Verdict {
  readonly row: number;
  readonly item: PlanItem | null;
  readonly faults: readonly CellFault[];
}

/** Where sheets look things up: lines of the other sheets. */
export interface Neighbours {
  /** NIBs with a good line among the operators. */
  readonly operators: ReadonlySet<string>;
  /** NIBs whose line among the operators is bad. */
  readonly badOperators: ReadonlySet<string>;
  /** NIBs that get an active licence by this import. */
  readonly newlyLicensed: ReadonlySet<string>;
  readonly licences: ReadonlySet<string>;
  readonly badLicences: ReadonlySet<string>;
}
