import { canonicalJson, type Json } from "../../../../kernel/index.ts";
import type { OpeningHours } from "../contract.ts";
import { hoursFaults } from "./hours-faults.shared.ts";
import type { NamedHoursRefusal } from "./named-hours-refusal.ts";
import type { DayOff, NamedHours } from "./opening.shared.ts";
import { openingAt } from "./opening.shared.ts";

/** Maximum versions of named hours. */
const VERSIONS_MAX = 99_999;

/** A request to save named hours. */
export interface NamedHoursCommand {
  readonly name: string;
  readonly hours: OpeningHours;
  /** The version that was read. */
  readonly expectedVersion: number;
  /** Whether the user confirms that callers hear the closed announcement from now on. */
  readonly closesNow: boolean;
}

/** Facts for the decision on a request. */
export interface HoursFacts {
  readonly kept: NamedHours;
  /** Whether the live flow of a number uses these hours. */
  readonly hasCallers: boolean;
  readonly nowMs: number;
  readonly daysOff: readonly DayOff[];
}

/**
 * Decides whether hours may be saved. Equal hours again are no conflict: the response was lost. A change that would close the call centre from this moment is
 * refused until the user confirms it.
 */
export function decideHours(
  command: NamedHoursCommand,
  { kept, hasCallers, nowMs, daysOff }: HoursFacts,
): "save" | "as-it-is" | NamedHoursRefusal {
  if (kept.name === command.name && written(kept.hours) === written(command.hours)) return "as-it-is";
  if (kept.version !== command.expectedVersion) return "hours-stale";
  if (hoursFaults(command.hours).length > 0) return "hours-not-sound";
  if (kept.version >= VERSIONS_MAX) return "hours-version-limit";
  const isOpen = (hours: OpeningHours) => openingAt(hours, { nowMs, daysOff }) === "open";
  const closes = hasCallers && isOpen(kept.hours) && !isOpen(command.hours);
  return closes && !command.closesNow ? "hours-close-now" : "save";
}

/** The database returns the members of hours in another order. */
function written(hours: OpeningHours): string {
  return canonicalJson(hours as unknown as Json);
}
