import type { ReminderRules, WorkingCalendar } from "../../regulation/index.ts";
import type { PromiseReading } from "./promise-clock.ts";
import { levelsReached, nextLevelDay } from "./promise-levels.ts";

/** The stored part of a processing time: the fields that do not change with the day alone. Days are local dates. */
export interface PromiseStatus {
  readonly promisedDays: number;
  /** The day from which the case is at risk without further events; null during a pause and after the end. */
  readonly warnOn: string | null;
  readonly outcome: "kept" | "missed" | "stopped" | null;
  /** Instant, ISO 8601 in UTC. */
  readonly endedAt: string | null;
  /** Working days used at the end; null before. */
  readonly usedDays: number | null;
}

/** The stored part of a processing time computed on `today`. */
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
