import type { CellFault } from "./fault.ts";
import type { PlanItem } from "./plan.ts";

/** The result for one row: a record of the plan, or its faults. */
export interface Verdict {
  readonly row: number;
  readonly item: PlanItem | null;
  readonly faults: readonly CellFault[];
}

/** Keys of the rows of other sheets, for cross-references. */
export interface Neighbours {
  /** NIBs with a valid row among the operators. */
  readonly operators: ReadonlySet<string>;
  /** NIBs with an invalid row among the operators. */
  readonly badOperators: ReadonlySet<string>;
  /** NIBs that receive an active licence by this import. */
  readonly newlyLicensed: ReadonlySet<string>;
  readonly licences: ReadonlySet<string>;
  readonly badLicences: ReadonlySet<string>;
}
