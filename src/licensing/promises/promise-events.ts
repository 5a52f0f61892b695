import { assert, ok, type Result, refuse } from "../../kernel/index.ts";

/** Maximum number of events of one processing time. */
export const PROMISE_EVENTS_MAX = 500;

/** Types of events of a processing time. */
export type PromiseEventType = "started" | "paused" | "resumed" | "restarted" | "fulfilled" | "withdrawn" | "reopened";

/**
 * An event of a processing time at an instant (milliseconds since 1970). started: a complete submission was received.
 * paused and resumed: the applicant must act, then the ministry again. restarted: a correction was received and the
 * count starts again. fulfilled: the ministry delivered the result. withdrawn: there is no due date any more. reopened:
 * the result was reversed (an objection was granted), and the count starts again; it is not a correction.
 */
export interface PromiseEvent {
  readonly type: PromiseEventType;
  readonly atMs: number;
}

/** Period in which the applicant had to act; `toMs` is null while it lasts. */
export interface Pause {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** One run of the count, from the receipt of a complete submission to the next correction or the end; reopening begins another run. */
export interface PromiseRun {
  readonly startedMs: number;
  /** When a correction or the end closed this run; null while it is open. */
  readonly endedMs: number | null;
  readonly pauses: readonly Pause[];
}

/** Phases of a processing time. */
export type PromisePhase = "running" | "paused" | "fulfilled" | "withdrawn";

/** The party that must act. */
export type PromiseHolder = "ministry" | "applicant";

/** The state of a processing time after its events. It holds no date, so a new calendar only requires a new computation. */
export interface PromiseHistory {
  readonly phase: PromisePhase;
  /** The party that must act; after the end, the last one. */
  readonly holder: PromiseHolder;
  readonly earlierRuns: readonly PromiseRun[];
  /** Number of earlier runs that a correction closed. */
  readonly restarts: number;
  readonly run: PromiseRun;
  readonly lastMs: number;
  readonly events: number;
}

/** Why an event is impossible. */
export type PromiseRefusal =
  | { readonly code: OrderRefusalCode }
  | { readonly code: "promise-out-of-order" }
  | { readonly code: "promise-restart-limit"; readonly limit: number }
  | { readonly code: "promise-event-limit"; readonly limit: number };

type OrderRefusalCode =
  | "promise-not-started"
  | "promise-already-started"
  | "promise-already-paused"
  | "promise-not-paused"
  | "promise-paused"
  | "promise-ended"
  | "promise-not-delivered";

const ENDED: Readonly<Record<PromiseEventType, "promise-ended">> = {
  started: "promise-ended",
  paused: "promise-ended",
  resumed: "promise-ended",
  restarted: "promise-ended",
  fulfilled: "promise-ended",
  withdrawn: "promise-ended",
  reopened: "promise-ended",
};

/** By phase and event: "ok", or the code of the refusal. */
const order: Readonly<
  Record<
    "none" | "running" | "paused" | "fulfilled" | "withdrawn",
    Readonly<Record<PromiseEventType, "ok" | OrderRefusalCode>>
  >
> = {
  none: {
    started: "ok",
    paused: "promise-not-started",
    resumed: "promise-not-started",
    restarted: "promise-not-started",
    fulfilled: "promise-not-started",
    withdrawn: "promise-not-started",
    reopened: "promise-not-started",
  },
  running: {
    started: "promise-already-started",
    paused: "ok",
    resumed: "promise-not-paused",
    restarted: "ok",
    fulfilled: "ok",
    withdrawn: "ok",
    reopened: "promise-not-delivered",
  },
  paused: {
    started: "promise-already-started",
    paused: "promise-already-paused",
    resumed: "ok",
    restarted: "ok",
    fulfilled: "promise-paused",
    withdrawn: "ok",
    reopened: "promise-not-delivered",
  },
  fulfilled: { ...ENDED, reopened: "ok" },
  withdrawn: ENDED,
};

/** Appends an event; an instant before the last one is replaced by it, so that a clock set back causes no refusal. */
export function withEvent(events: readonly PromiseEvent[], event: PromiseEvent): readonly PromiseEvent[] {
  return [...events, { ...event, atMs: Math.max(event.atMs, events.at(-1)?.atMs ?? event.atMs) }];
}

/** Folds events, oldest first, into a history; refuses at the first impossible event, and an empty list. */
export function foldPromise(
  events: readonly PromiseEvent[],
  limits: { readonly restartsMax: number },
): Result<PromiseHistory, PromiseRefusal> {
  let history: PromiseHistory | null = null;
  for (const event of events) {
    const next: Result<PromiseHistory, PromiseRefusal> = addPromiseEvent(history, event, limits);
    if (!next.ok) return next;
    history = next.value;
  }
  return history === null ? refuse({ code: "promise-not-started" }) : ok(history);
}

/** Adds one event to a history (null before the first). Two events may have the same instant; time never decreases. */
export function addPromiseEvent(
  history: PromiseHistory | null,
  event: PromiseEvent,
  limits: { readonly restartsMax: number },
): Result<PromiseHistory, PromiseRefusal> {
  assert(Number.isSafeInteger(event.atMs), "an event happens at a whole millisecond");
  const verdict = order[rowOf(history)][event.type];
  if (verdict !== "ok") return refuse({ code: verdict });
  if (history === null) return ok(begin(event.atMs));
  if (event.atMs < history.lastMs) return refuse({ code: "promise-out-of-order" });
  if (history.events >= PROMISE_EVENTS_MAX) return refuse({ code: "promise-event-limit", limit: PROMISE_EVENTS_MAX });
  if (event.type === "restarted" && history.restarts >= limits.restartsMax) {
    return refuse({ code: "promise-restart-limit", limit: limits.restartsMax });
  }
  return ok({ ...change(history, event), lastMs: event.atMs, events: history.events + 1 });
}

function rowOf(history: PromiseHistory | null): keyof typeof order {
  return history === null ? "none" : history.phase;
}

function begin(atMs: number): PromiseHistory {
  return {
    phase: "running",
    holder: "ministry",
    earlierRuns: [],
    restarts: 0,
    run: newRun(atMs),
    lastMs: atMs,
    events: 1,
  };
}

function newRun(atMs: number): PromiseRun {
  return { startedMs: atMs, endedMs: null, pauses: [] };
}

function change(history: PromiseHistory, { type, atMs }: PromiseEvent): PromiseHistory {
  const { run } = history;
  switch (type) {
    case "started":
      return history;
    case "paused":
      return {
        ...history,
        phase: "paused",
        holder: "applicant",
        run: { ...run, pauses: [...run.pauses, { fromMs: atMs, toMs: null }] },
      };
    case "resumed":
      return { ...history, phase: "running", holder: "ministry", run: endPause(run, atMs) };
    case "restarted":
      return {
        ...history,
        phase: "running",
        holder: "ministry",
        earlierRuns: [...history.earlierRuns, { ...endPause(run, atMs), endedMs: atMs }],
        restarts: history.restarts + 1,
        run: newRun(atMs),
      };
    case "reopened":
      return {
        ...history,
        phase: "running",
        holder: "ministry",
        earlierRuns: [...history.earlierRuns, run],
        run: newRun(atMs),
      };
    case "fulfilled":
    case "withdrawn":
      return { ...history, phase: type, run: { ...endPause(run, atMs), endedMs: atMs } };
  }
}

function endPause(run: PromiseRun, atMs: number): PromiseRun {
  return { ...run, pauses: run.pauses.map((pause) => (pause.toMs === null ? { ...pause, toMs: atMs } : pause)) };
}
