/**
 * Wallboards: the live metrics of a call centre on a large screen, with tiles that its supervisors arrange. All values of a screen result from the
 * fold of the call centre's events at one position of their log, which the screen shows. A link gives access to one wallboard.
 */

export { type AcdMetrics, agentCounts, longestSince, waitingIn } from "./acd-metrics.ts";
export type { AcdMetricsSnapshot } from "./acd-metrics-snapshot.ts";
export type { WallView } from "./contract.ts";
export { type StoredWallboard, wallView } from "./wall-view.ts";
