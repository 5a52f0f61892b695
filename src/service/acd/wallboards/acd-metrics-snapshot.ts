import type { AcdMetrics } from "./acd-metrics.ts";
import type { DayCount } from "./day-count.ts";

/** What a look found, and the count that the next one goes on with. */
export interface AcdMetricsSnapshot {
  readonly figures: AcdMetrics;
  readonly count: DayCount;
}
