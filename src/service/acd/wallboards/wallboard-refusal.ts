import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of wallboards, their tiles and their links. */
export const WALLBOARD_REFUSALS = {
  "no-such-wallboard": "not-found",
  "no-such-link": "not-found",
  "wallboard-name-taken": ["taken", "name"],
  "wallboard-limit": "limit",
  "wallboard-stale": "stale",
  "wallboard-link-limit": "limit",
  "wallboard-queue-unknown": ["invalid", "tiles"],
  "wallboard-tiles-overlap": ["invalid", "tiles"],
  "wallboard-tile-outside": ["invalid", "tiles"],
  "wallboard-tile-wrong": ["invalid", "tiles"],
  "wallboard-viewers-full": "unavailable",
} as const satisfies RefusalTable;

/** Why a request about wallboards is refused. */
export type WallboardRefusal = keyof typeof WALLBOARD_REFUSALS;

/** Properties that the routes of wallboards share. */
export const WALLBOARD_ROUTES = {
  tag: "wallboards",
  access: "queue.manage",
  contextOf: requestContextOf,
  refusals: WALLBOARD_REFUSALS,
} as const;
