import type { AcdMetrics } from "./acd-metrics.ts";
import type { DayCount } from "./day-count.ts";

/** The result of a refresh, and the count with which the next one continues. */
export interface AcdMetricsSnapshot {
  readonly figures: AcdMetrics;
  readonly count: DayCount;
}
