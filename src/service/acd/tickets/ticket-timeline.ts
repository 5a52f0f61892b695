import type { Goal, Priority, PromiseState, TicketState } from "./ticket-limits.shared.ts";
import { type OpenCalendar, walkOpen } from "./working-time.ts";

/** What a ticket was promised, frozen as it was told: minutes of open time, by which version of which hours, and which days off were known. */
export interface PromiseTerms {
  readonly hoursId: string;
  readonly hoursVersion: number;
  /** The local day up to which decrees about days off were known. */
  readonly knownOn: string;
  readonly answerMinutes: number;
  readonly solutionMinutes: number;
}

/** What happened to a ticket. */
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

/** Time during which a clock runs; `toMs` is null while it does. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** A ticket as its events left it. */
export interface TicketTimeline {
  readonly state: TicketState;
  readonly terms: PromiseTerms;
  readonly spans: readonly Span[];
  /** When each goal was reached, and by which terms that is judged; null while it is owed. */
  readonly reached: Readonly<Record<Goal, { readonly atMs: number; readonly terms: PromiseTerms } | null>>;
  readonly movedMs: number;
  /** When the customer wrote. */
  readonly repliesMs: readonly number[];
  readonly events: number;
}

/** The clocks run while the call centre has the ball; not while it waits for the customer, nor once it is solved. */
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

/** A story with one more event; an instant before the last one counts as that one, so that a clock set back costs nobody time. */
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
  // What did not stand was not solved: its clock goes on where it stopped.
  const solution = isSolved ? (timeline.reached.solution ?? { atMs, terms: timeline.terms }) : null;
  const answer = isSolved ? answerOf(timeline, atMs) : timeline.reached.answer;
  return { ...timeline, state: to, spans, reached: { answer, solution }, movedMs: atMs };
}

/** A promise as it stands. */
export interface PromiseReading {
  readonly state: PromiseState;
  /** When it is or was due; null while the clock stands still. */
  readonly dueAtMs: number | null;
  readonly minutes: number;
}

/** Finds the calendar that terms name. */
export type CalendarOf = (terms: PromiseTerms) => OpenCalendar;

const MINUTE_MS = 60_000;
const FAR_MS = 400 * 24 * 60 * MINUTE_MS;

/** When a share (percent) of a goal's time has passed; null while the clock stands still before that, or where hours never open. */
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

/** How a promise stands at an instant. All of it comes from the events and what their terms name, so that anybody can count it again. */
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
