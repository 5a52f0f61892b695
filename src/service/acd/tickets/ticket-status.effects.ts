import { type EscalationRule, type EscalationStep, nextTransitionMs } from "./escalation.ts";
import type { PromiseState, TicketState } from "./ticket-limits.shared.ts";
import { type CalendarOf, readPromise, type TicketTimeline } from "./ticket-timeline.ts";

/** The status of a ticket for lists, with instants. */
export interface TicketStatus {
  readonly state: TicketState;
  readonly version: number;
  readonly answerDueAt: Date | null;
  readonly answerState: PromiseState;
  readonly solveDueAt: Date | null;
  readonly solveState: PromiseState;
  readonly dueAt: Date | null;
  readonly lookAt: Date | null;
  readonly changedAt: Date;
}

const dated = (atMs: number | null): Date | null => (atMs === null ? null : new Date(atMs));

/** Computes the status of a ticket for lists from its timeline. */
export function computeTicketStatus(
  timeline: TicketTimeline,
  known: {
    readonly rule: EscalationRule;
    readonly told: readonly Pick<EscalationStep, "goal" | "told">[];
    readonly nowMs: number;
  },
  calendarOf: CalendarOf,
): TicketStatus {
  const { nowMs } = known;
  const answer = readPromise(timeline, { goal: "answer", nowMs }, calendarOf);
  const solution = readPromise(timeline, { goal: "solution", nowMs }, calendarOf);
  const owed = [answer, solution].filter(({ state }) => state !== "kept" && state !== "missed");
  const dues = owed.flatMap(({ dueAtMs }) => (dueAtMs === null ? [] : [dueAtMs]));
  return {
    state: timeline.state,
    version: timeline.events,
    changedAt: new Date(nowMs),
    answerDueAt: dated(answer.dueAtMs),
    answerState: answer.state,
    solveDueAt: dated(solution.dueAtMs),
    solveState: solution.state,
    dueAt: dues.length === 0 ? null : new Date(Math.min(...dues)),
    lookAt: dated(nextTransitionMs(timeline, known, calendarOf)),
  };
}

/** The current state of an SLA target that was stored as `state` with the last event: a running target may be late since. */
export function stateNow(state: PromiseState, dueAt: Date | null, nowMs: number): PromiseState {
  return state === "running" && dueAt !== null && dueAt.getTime() < nowMs ? "late" : state;
}

/** The escalation rule of a setting. */
export function ruleOf(setting: {
  readonly assigneePercent: number;
  readonly supervisorPercent: number;
  readonly administratorPercent: number;
  readonly closeAfterDays: number;
}): EscalationRule {
  const { assigneePercent: assignee, supervisorPercent: supervisor, administratorPercent: administrator } = setting;
  return { percents: { assignee, supervisor, administrator }, closeAfterDays: setting.closeAfterDays };
}
