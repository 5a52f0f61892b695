import type { ReminderRules, WorkingCalendar } from "../../regulation/index.ts";
import type { PromiseReading } from "./promise-clock.ts";
import { levelsReached, nextLevelDay } from "./promise-levels.ts";

/** How a promise stands, as far as it is kept beside the case: what a day alone does not change. Days are local dates. */
export interface PromiseStatus {
  readonly promisedDays: number;
  /** The day from which it is at risk if nothing stops the days; null while they stand still and after the end. */
  readonly warnOn: string | null;
  readonly outcome: "kept" | "missed" | "stopped" | null;
  /** Instant, ISO 8601 in UTC. */
  readonly endedAt: string | null;
  /** Working days used by the end; null before. */
  readonly usedDays: number | null;
}

/** How a promise stands by a reading of `today`. */
export function promiseStatusOf(
  reading: PromiseReading,
  counted: {
    readonly today: string;
    readonly rules: Pick<ReminderRules, "superiorFrom">;
    readonly calendar: WorkingCalendar;
  },
): PromiseStatus {
  const { today, rules, calendar } = counted;
  const levels = [rules.superiorFrom];
  const isReached = levelsReached(reading, levels).length > 0;
  const { endedAt } = reading;
  return {
    promisedDays: reading.workingDays,
    warnOn: isReached ? today : nextLevelDay(reading, levels, { today, calendar }),
    outcome: endedAt === null ? null : outcomeOf(reading),
    endedAt,
    usedDays: endedAt === null ? null : reading.usedDays,
  };
}

function outcomeOf({ state }: PromiseReading): "kept" | "missed" | "stopped" {
  if (state === "stopped") return "stopped";
  return state === "late" ? "missed" : "kept";
}
