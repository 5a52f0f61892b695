import { closesAt } from "./decide-ticket.ts";
import { ESCALATION_RECIPIENTS, type EscalationRecipient, GOALS, type Goal } from "./ticket-limits.shared.ts";
import { type CalendarOf, reachesAt, type TicketTimeline } from "./ticket-timeline.ts";

/** The percentage of an SLA target at which each recipient is notified, and the days after which a solved ticket closes. */
export interface EscalationRule {
  readonly percents: Readonly<Record<EscalationRecipient, number>>;
  readonly closeAfterDays: number;
}

/** A step of an escalation. */
export interface EscalationStep {
  readonly goal: Goal;
  readonly told: EscalationRecipient;
  readonly percent: number;
}

/** The past escalation steps of a ticket, as stored. */
type PastEscalations = readonly Pick<EscalationStep, "goal" | "told">[];

interface Waiting extends EscalationStep {
  readonly atMs: number;
}

function waiting(
  timeline: TicketTimeline,
  { rule, told }: { readonly rule: EscalationRule; readonly told: PastEscalations },
  calendarOf: CalendarOf,
): readonly Waiting[] {
  const steps = GOALS.filter((goal) => timeline.reached[goal] === null).flatMap((goal) =>
    ESCALATION_RECIPIENTS.map((who): EscalationStep => ({ goal, told: who, percent: rule.percents[who] })),
  );
  return steps
    .filter((step) => !told.some((one) => one.goal === step.goal && one.told === step.told))
    .flatMap((step) => {
      const atMs = reachesAt(timeline, step, calendarOf);
      return atMs === null ? [] : [{ ...step, atMs }];
    });
}

/** The steps that are due: their share of the time has passed, and they were not notified yet. */
export function dueSteps(
  timeline: TicketTimeline,
  known: { readonly rule: EscalationRule; readonly told: PastEscalations; readonly nowMs: number },
  calendarOf: CalendarOf,
): readonly EscalationStep[] {
  return waiting(timeline, known, calendarOf)
    .filter(({ atMs }) => atMs <= known.nowMs)
    .map(({ atMs: _atMs, ...step }) => step);
}

/** When the next automatic transition of a ticket is due: an escalation step, or its closing; null for never. */
export function nextTransitionMs(
  timeline: TicketTimeline,
  known: { readonly rule: EscalationRule; readonly told: PastEscalations },
  calendarOf: CalendarOf,
): number | null {
  const closing = closesAt(timeline, known.rule.closeAfterDays);
  const steps = waiting(timeline, known, calendarOf).map(({ atMs }) => atMs);
  const times = closing === null ? steps : [...steps, closing];
  return times.length === 0 ? null : Math.min(...times);
}
