import type { RefusalTable } from "../../../../kernel/index.ts";

/** Refusals of named hours. */
export const NAMED_HOURS_REFUSALS = {
  "no-such-hours": "not-found",
  "hours-name-taken": "taken",
  "hours-limit": "limit",
  "hours-stale": "stale",
  "hours-not-sound": "conflict",
  "hours-version-limit": "limit",
  "hours-in-use": "conflict",
  "hours-close-now": "conflict",
} as const satisfies RefusalTable;

/** Why a command on named hours is refused. */
export type NamedHoursRefusal = keyof typeof NAMED_HOURS_REFUSALS;
