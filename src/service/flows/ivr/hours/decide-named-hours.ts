import { canonicalJson, type Json } from "../../../../kernel/index.ts";
import type { OpeningHours } from "../contract.ts";
import { hoursFaults } from "./hours-faults.shared.ts";
import type { NamedHoursRefusal } from "./named-hours-refusal.ts";
import type { DayOff, NamedHours } from "./opening.shared.ts";
import { openingAt } from "./opening.shared.ts";

/** Versions of named hours at the most. */
const VERSIONS_MAX = 99_999;

/** Hours as somebody wishes to save them. */
export interface NamedHoursCommand {
  readonly name: string;
  readonly hours: OpeningHours;
  /** The version he read. */
  readonly expectedVersion: number;
  /** Whether he knows that callers will be told from now on that it is closed. */
  readonly closesNow: boolean;
}

/** What a wish is judged by. */
export interface HoursFacts {
  readonly kept: NamedHours;
  /** Whether the live flow of a number is led by these hours. */
  readonly hasCallers: boolean;
  readonly nowMs: number;
  readonly daysOff: readonly DayOff[];
}

/**
 * Whether hours may be saved as wished. The same ones once more are no conflict: their answer was lost. What would tell callers
 * from this moment on that it is closed is refused until whoever saves says that he means it.
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

/** The database gives the members of hours back in an order of its own. */
function written(hours: OpeningHours): string {
  return canonicalJson(hours as unknown as Json);
}
