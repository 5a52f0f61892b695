import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { DayCount } from "./day-count.ts";
import type { FloorFigures } from "./floor-figures.ts";

/** What a look found, and the count that the next one goes on with. */
export interface LookedFloor {
  readonly figures: FloorFigures;
  readonly count: DayCount;
}

/** Reads the figures of a call centre and something else at the same instant; undefined where it is closed. */
export type ReadFigures = <Also>(
  look: { readonly tenantId: string; readonly nowMs: number; readonly before: LookedFloor | undefined },
  also: (trx: DatabaseTransaction) => Promise<Also>,
) => Promise<(LookedFloor & { readonly also: Also }) | undefined>;
