import { closesAt } from "./decide-ticket.ts";
import { ESCALATION_RECIPIENTS, type EscalationRecipient, GOALS, type Goal } from "./ticket-limits.shared.ts";
import { type CalendarOf, reachesAt, type TicketTimeline } from "./ticket-timeline.ts";

/** At which percent of a promise who is told, and after how many days what is solved closes. */
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

/** What has been told of a ticket, as its rows are kept. */
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

/** The steps that are to be told now: their share of the time is over and nobody was told of it. */
export function dueSteps(
  timeline: TicketTimeline,
  known: { readonly rule: EscalationRule; readonly told: PastEscalations; readonly nowMs: number },
  calendarOf: CalendarOf,
): readonly EscalationStep[] {
  return waiting(timeline, known, calendarOf)
    .filter(({ atMs }) => atMs <= known.nowMs)
    .map(({ atMs: _atMs, ...step }) => step);
}

/** When something happens to a ticket by itself: a step of an escalation, or its end; null for never. */
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
