import type { TilesFault } from "./tile.shared.ts";

/** Why a board or a link is not kept. */
export type WallboardRefusal =
  | TilesFault
  | "no-such-wallboard"
  | "no-such-link"
  | "wallboard-name-taken"
  | "wallboard-limit"
  | "wallboard-stale"
  | "wallboard-queue-unknown"
  | "wallboard-link-limit";
