import type { DayCount } from "./day-count.ts";
import type { FloorFigures } from "./floor-figures.ts";

/** What a look found, and the count that the next one goes on with. */
export interface LookedFloor {
  readonly figures: FloorFigures;
  readonly count: DayCount;
}
