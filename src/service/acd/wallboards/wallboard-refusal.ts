import type { TilesFault } from "./tile.shared.ts";

/** Why a wallboard or a link is not saved. */
export type WallboardRefusal =
  | TilesFault
  | "no-such-wallboard"
  | "no-such-link"
  | "wallboard-name-taken"
  | "wallboard-limit"
  | "wallboard-stale"
  | "wallboard-queue-unknown"
  | "wallboard-link-limit";
