import type { DayCount } from "./day-count.ts";
import type { AcdMetrics } from "./floor-figures.ts";

/** What a look found, and the count that the next one goes on with. */
export interface AcdMetricsSnapshot {
  readonly figures: AcdMetrics;
  readonly count: DayCount;
}
