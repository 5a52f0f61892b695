import type { OpeningHours } from "../contract.ts";
import type { FlowRule } from "../editor/finding.shared.ts";

type Intervals = OpeningHours["specialDays"][number]["hours"];

/** A fault of opening hours: its field and its rule. */
export interface HoursFault {
  readonly rule: Extract<FlowRule, "hours-reversed" | "hours-overlap" | "hours-never-open" | "special-day-twice">;
  /** e.g. "week.monday". */
  readonly field: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The faults of opening hours, of a step or named; empty for valid ones. */
export function hoursFaults(hours: OpeningHours): readonly HoursFault[] {
  const days = [
    ...Object.entries(hours.week).map(([day, spans]) => ({ field: `week.${day}`, spans })),
    ...hours.specialDays.map((day, nth) => ({ field: `specialDays.${nth}.hours`, spans: day.hours })),
  ];
  const isNeverOpen = days.every(({ spans }) => spans.length === 0);
  const twice = hours.specialDays.flatMap(({ date }, nth): readonly HoursFault[] =>
    hours.specialDays.slice(0, nth).some((other) => other.date === date)
      ? [{ rule: "special-day-twice", field: `specialDays.${nth}.date`, params: { date } }]
      : [],
  );
  return [
    ...days.flatMap(({ field, spans }) => spanFaults(field, spans)),
    ...twice,
    ...(isNeverOpen ? [{ rule: "hours-never-open", field: "week", params: {} } as const] : []),
  ];
}

function spanFaults(field: string, spans: Intervals): readonly HoursFault[] {
  const sorted = [...spans].sort((left, right) => (left.from < right.from ? -1 : 1));
  const reversed = spans.filter(({ from, to }) => from >= to);
  const overlapping = sorted.filter(({ from }, nth) => from < (sorted[nth - 1]?.to ?? ""));
  const rule = reversed.length > 0 ? "hours-reversed" : "hours-overlap";
  return (reversed.length > 0 ? reversed : overlapping).map(({ from, to }) => ({ rule, field, params: { from, to } }));
}
