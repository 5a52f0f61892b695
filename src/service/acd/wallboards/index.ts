/**
 * Wallboards: the figures of a call centre on a wall, each tile where somebody put it. All figures of a screen are those of the fold of
 * the call centre's events at one place of their log, which the screen names. A link shows one board to whoever has it.
 */
export type { WallView } from "./contract.ts";
export { agentCounts, type FloorFigures, longestSince, waitingIn } from "./floor-figures.ts";
export type { LookedFloor } from "./looked-floor.ts";
export { type KeptWallboard, wallView } from "./wall-view.ts";
