import type { Goal, Priority, PromiseState, TicketState } from "./ticket-limits.shared.ts";
import { type OpenCalendar, walkOpen } from "./working-time.ts";

/** The SLA terms of a ticket, frozen when it was created: minutes of opening hours, the version of the hours, and the known days off. */
export interface PromiseTerms {
  readonly hoursId: string;
  readonly hoursVersion: number;
  /** The local day up to which decrees on days off were known. */
  readonly knownOn: string;
  readonly answerMinutes: number;
  readonly solutionMinutes: number;
}

/** The content of a ticket event. */
export type TicketEventBody =
  | { readonly kind: "opened"; readonly categoryId: string; readonly priority: Priority; readonly terms: PromiseTerms }
  | { readonly kind: "changed"; readonly categoryId: string; readonly priority: Priority; readonly terms: PromiseTerms }
  | { readonly kind: "moved"; readonly to: TicketState }
  | { readonly kind: "noted"; readonly isPublic: boolean; readonly isByCustomer: boolean; readonly text: string }
  | { readonly kind: "assigned"; readonly assigneeId: string | null; readonly queueId: string | null }
  | { readonly kind: "linked"; readonly contactId: string }
  | { readonly kind: "recoded" };

/** An event with its instant. */
export interface TicketEvent {
  readonly atMs: number;
  readonly body: TicketEventBody;
}

/** Time during which the SLA clock runs; `toMs` is null while it runs. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** The state of a ticket after its events. */
export interface TicketTimeline {
  readonly state: TicketState;
  readonly terms: PromiseTerms;
  readonly spans: readonly Span[];
  /** When each goal was reached, and the terms that apply to it; null while it is open. */
  readonly reached: Readonly<Record<Goal, { readonly atMs: number; readonly terms: PromiseTerms } | null>>;
  readonly movedMs: number;
  /** When the customer wrote. */
  readonly repliesMs: readonly number[];
  readonly events: number;
}

/** The SLA clock runs while the call centre has to act; not while the ticket waits for the customer, nor once it is solved. */
const RUNS: Readonly<Record<TicketState, boolean>> = {
  open: true,
  "in-work": true,
  reopened: true,
  waiting: false,
  solved: false,
  closed: false,
};

/** Folds events, oldest first; the first one opens the ticket. */
export function foldTicket(events: readonly TicketEvent[]): TicketTimeline {
  const [first] = events;
  if (first?.body.kind !== "opened") throw new Error("a ticket begins with its opening");
  const begun: TicketTimeline = {
    state: "open",
    terms: first.body.terms,
    spans: [{ fromMs: first.atMs, toMs: null }],
    reached: { answer: null, solution: null },
    movedMs: first.atMs,
    repliesMs: [],
    events: 1,
  };
  return events.slice(1).reduce(withEvent, begun);
}

/** A timeline with one more event; a move before the last move counts at that instant, so that a clock set back does not shorten the time. */
export function withEvent(timeline: TicketTimeline, { atMs, body }: TicketEvent): TicketTimeline {
  const next = { ...timeline, events: timeline.events + 1 };
  if (body.kind === "changed") return { ...next, terms: body.terms };
  if (body.kind === "moved") return moved(next, { to: body.to, atMs: Math.max(atMs, timeline.movedMs) });
  if (body.kind !== "noted") return next;
  if (body.isByCustomer) return { ...next, repliesMs: [...timeline.repliesMs, atMs] };
  return body.isPublic ? { ...next, reached: { ...timeline.reached, answer: answerOf(timeline, atMs) } } : next;
}

function answerOf(timeline: TicketTimeline, atMs: number) {
  return timeline.reached.answer ?? { atMs, terms: timeline.terms };
}

function moved(
  timeline: TicketTimeline,
  { to, atMs }: { readonly to: TicketState; readonly atMs: number },
): TicketTimeline {
  const closed = timeline.spans.map((span) => (span.toMs === null ? { ...span, toMs: atMs } : span));
  const spans =
    RUNS[to] === RUNS[timeline.state] ? timeline.spans : RUNS[to] ? [...closed, { fromMs: atMs, toMs: null }] : closed;
  const isSolved = to === "solved" || to === "closed";
  // A reopened ticket counts as never solved: its clock continues where it stopped.
  const solution = isSolved ? (timeline.reached.solution ?? { atMs, terms: timeline.terms }) : null;
  const answer = isSolved ? answerOf(timeline, atMs) : timeline.reached.answer;
  return { ...timeline, state: to, spans, reached: { answer, solution }, movedMs: atMs };
}

/** The state of an SLA target. */
export interface PromiseReading {
  readonly state: PromiseState;
  /** When it is or was due; null while the clock is paused. */
  readonly dueAtMs: number | null;
  readonly minutes: number;
}

/** Returns the calendar of SLA terms. */
export type CalendarOf = (terms: PromiseTerms) => OpenCalendar;

const MINUTE_MS = 60_000;
const FAR_MS = 400 * 24 * 60 * MINUTE_MS;

/** When a share (per cent) of a goal's time has passed; null when the clock is paused before that, or the hours never open. */
export function reachesAt(
  timeline: TicketTimeline,
  { goal, percent }: { readonly goal: Goal; readonly percent: number },
  calendarOf: CalendarOf,
): number | null {
  const end = timeline.reached[goal];
  const terms = end?.terms ?? timeline.terms;
  const calendar = calendarOf(terms);
  let leftMs = (minutesOf(terms, goal) * MINUTE_MS * percent) / 100;
  for (const { fromMs, toMs } of timeline.spans) {
    const untilMs = toMs ?? fromMs + FAR_MS;
    const walked = walkOpen(calendar, { fromMs, untilMs, wantedMs: leftMs });
    if (walked.leftMs === 0) return Math.ceil(walked.atMs);
    leftMs = walked.leftMs;
  }
  return null;
}

function minutesOf(terms: PromiseTerms, goal: Goal): number {
  return goal === "answer" ? terms.answerMinutes : terms.solutionMinutes;
}

/** The state of an SLA target at an instant. It is computed from the events and their terms only, so that it can be verified later. */
export function readPromise(
  timeline: TicketTimeline,
  { goal, nowMs }: { readonly goal: Goal; readonly nowMs: number },
  calendarOf: CalendarOf,
): PromiseReading {
  const dueAtMs = reachesAt(timeline, { goal, percent: 100 }, calendarOf);
  const end = timeline.reached[goal];
  const minutes = minutesOf(end?.terms ?? timeline.terms, goal);
  if (end !== null) return { state: dueAtMs === null || end.atMs <= dueAtMs ? "kept" : "missed", dueAtMs, minutes };
  if (dueAtMs !== null && nowMs > dueAtMs) return { state: "late", dueAtMs, minutes };
  return { state: RUNS[timeline.state] ? "running" : "paused", dueAtMs, minutes };
}
