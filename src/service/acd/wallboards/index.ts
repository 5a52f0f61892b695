/**
 * Wallboards: the figures of a call centre on a wall, each tile where somebody put it. All figures of a screen are those of the fold of
 * the call centre's events at one place of their log, which the screen names. A link shows one board to whoever has it.
 */

export { type AcdMetrics, agentCounts, longestSince, waitingIn } from "./acd-metrics.ts";
export type { AcdMetricsSnapshot } from "./acd-metrics-snapshot.ts";
export type { WallView } from "./contract.ts";
export { type StoredWallboard, wallView } from "./wall-view.ts";
