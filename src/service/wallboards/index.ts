/**
 * Wallboards: the figures of a call centre on a wall, each tile where somebody put it. All figures of a screen are those of the fold of
 * the call centre's events at one place of their log, which the screen names. A link shows one board to whoever has it.
 */
export { type DayCount, localDay, openDayCount } from "./day-count.ts";
export {
  type AgentCounts,
  agentCounts,
  type FloorFigures,
  longestSince,
  waitingIn,
} from "./floor-figures.ts";
export { VIEWERS_MAX } from "./viewer-limits.ts";
export { type KeptWallboard, todayOf, wallView } from "./wall-view.ts";
