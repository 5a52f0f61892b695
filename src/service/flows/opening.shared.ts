import { Temporal } from "temporal-polyfill";
import type { CalendarYear } from "../../regulation/index.ts";
import type { FlowStepOf } from "./contract.ts";
import { WEEKDAYS } from "./flow-limits.shared.ts";

/** A day off as a decree named it. */
export interface DayOff {
  /** Local date `YYYY-MM-DD`; it holds in all three zones. */
  readonly date: string;
  readonly kind: "national" | "joint-leave";
}

/** The days off that calendars name; a year whose decree is not there yet has none. */
export function daysOffOf(calendars: readonly CalendarYear[]): readonly DayOff[] {
  return calendars.flatMap(({ holidays }) => holidays.map(({ date, kind }) => ({ date, kind })));
}

/** Whether a call centre is open, closed at this hour, or has a day off. */
export type Opening = "open" | "closed" | "dayOff";

/** What the hours of a step say at an instant; special days come before days off, those before the week. */
export function openingAt(
  step: FlowStepOf<"hours">,
  when: { readonly nowMs: number; readonly daysOff: readonly DayOff[] },
): Opening {
  const local = Temporal.Instant.fromEpochMilliseconds(when.nowMs).toZonedDateTimeISO(step.zone);
  const date = local.toPlainDate().toString();
  const special = step.specialDays.find((day) => day.date === date);
  if (special?.hours.length === 0) return "dayOff";
  const isOff = when.daysOff.some((day) => day.date === date && isClosedOn(step, day.kind));
  if (special === undefined && isOff) return "dayOff";
  const weekday = WEEKDAYS[local.dayOfWeek - 1] ?? "monday";
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  const hours = special?.hours ?? step.week[weekday];
  return hours.some(({ from, to }) => from <= time && time < to) ? "open" : "closed";
}

function isClosedOn(step: FlowStepOf<"hours">, kind: DayOff["kind"]): boolean {
  return kind === "national" ? step.isClosedOnNationalDays : step.isClosedOnJointLeave;
}
