import { Temporal } from "temporal-polyfill";
import type { CalendarYear } from "../../../../regulation/index.ts";
import type { OpeningHours } from "../contract.ts";
import { WEEKDAYS } from "../flow-limits.shared.ts";

/** A day off by decree. */
export interface DayOff {
  /** Local date `YYYY-MM-DD`; it applies in all three time zones. */
  readonly date: string;
  readonly kind: "national" | "joint-leave";
}

/** The days off of the calendars; a year without a decree has none. */
export function daysOffOf(calendars: readonly CalendarYear[]): readonly DayOff[] {
  return calendars.flatMap(({ holidays }) => holidays.map(({ date, kind }) => ({ date, kind })));
}

/** Whether a call centre is open, closed at this hour, or closed for a day off. */
export type Opening = "open" | "closed" | "dayOff";

/** Named hours of a call centre, in the version in force when they were read. */
export interface NamedHours {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly hours: OpeningHours;
}

/** The result of hours at an instant; special dates precede days off, which precede the week. */
export function openingAt(
  hours: OpeningHours,
  when: { readonly nowMs: number; readonly daysOff: readonly DayOff[] },
): Opening {
  const local = Temporal.Instant.fromEpochMilliseconds(when.nowMs).toZonedDateTimeISO(hours.zone);
  const date = local.toPlainDate().toString();
  const special = hours.specialDays.find((day) => day.date === date);
  if (special?.hours.length === 0) return "dayOff";
  const isOff = when.daysOff.some((day) => day.date === date && isClosedOn(hours, day.kind));
  if (special === undefined && isOff) return "dayOff";
  const weekday = WEEKDAYS[local.dayOfWeek - 1] ?? "monday";
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  const spans = special?.hours ?? hours.week[weekday];
  return spans.some(({ from, to }) => from <= time && time < to) ? "open" : "closed";
}

function isClosedOn(hours: OpeningHours, kind: DayOff["kind"]): boolean {
  return kind === "national" ? hours.isClosedOnNationalDays : hours.isClosedOnJointLeave;
}
