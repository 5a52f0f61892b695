import { Temporal } from "temporal-polyfill";
import type { PromiseTerms, WorkingCalendar } from "../../regulation/index.ts";
import type { Pause, PromiseHistory, PromiseHolder, PromisePhase, PromiseRun } from "./promise-events.ts";
import { addWorkingDays, handOverDay, isCalendarKnown, workingDaysBetween } from "./working-days.ts";

/**
 * Running: the ministry's time is counted. Paused: the applicant must act. Late: the due date has passed without
 * fulfilment, or had passed at the fulfilment. Kept: fulfilled in time. Stopped: withdrawn, no due date any more.
 */
export type PromiseReadingState = "running" | "paused" | "late" | "kept" | "stopped";

/** A period in which the applicant had to act, for the hatched part of the bar. */
export interface PausedSpan {
  /** Instant, ISO 8601 in UTC. */
  readonly fromAt: string;
  /** Instant, null while the pause lasts. */
  readonly toAt: string | null;
  /** The working day on which the count paused, and the last paused day; null while the pause lasts. */
  readonly fromDate: string;
  readonly toDate: string | null;
  /** Number of working days by which this pause has moved the due date so far; 0 if the date had already passed. */
  readonly workingDays: number;
}

/** One run of the count, computed with a calendar. */
export interface RunReading {
  /** Instant of receipt of the complete submission, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** The due date (local date). While paused: the date if the pause ended now. */
  readonly dueDate: string;
  /** True if the count reaches a year without a loaded calendar; only weekends are excluded there. */
  readonly provisional: boolean;
  /** Number of the working day today (or at the end of the run): 0 before day one, above the promised number when late. */
  readonly usedDays: number;
  /** True once the due date has passed without a result. */
  readonly overdue: boolean;
  readonly pausedSpans: readonly PausedSpan[];
}

/** The processing time as visible to both sides. The fields of the run are those of the latest one. */
export interface PromiseReading extends RunReading {
  /** Promised number of working days. */
  readonly workingDays: number;
  readonly state: PromiseReadingState;
  /** The party that must act; after the end, the last one. */
  readonly holder: PromiseHolder;
  readonly restarts: number;
  readonly restartsLeft: number;
  /** Instant of fulfilment or withdrawal, null while open. */
  readonly endedAt: string | null;
  /** Runs that a correction ended, or an end that was reversed, oldest first. */
  readonly earlierRuns: readonly RunReading[];
}

/** Input of a computation. */
export interface PromiseFrame {
  readonly terms: PromiseTerms;
  readonly calendar: WorkingCalendar;
  /** The present, milliseconds since 1970; an earlier time than that of the last event counts as the latter. */
  readonly nowMs: number;
}

/**
 * Computes a processing time at `nowMs` with a calendar.
 *
 * Every transfer between the parties (receipt, pause, resume, correction) counts on its hand-over day, see
 * `handOverDay`. Day one is `dayOneAfter` working days after receipt. The count does not advance during a pause: the
 * day of the pause and the day of the resume are the same numbered day, so a pause moves the due date by the working
 * days between them. A pause after the due date moves nothing. The due date ends at local midnight; results have no
 * cut-off.
 */
export function readPromise(history: PromiseHistory, frame: PromiseFrame): PromiseReading {
  const now = { ...frame, nowMs: Math.max(frame.nowMs, history.lastMs) };
  const run = readRun(history.run, now);
  const { endedMs } = history.run;
  return {
    ...run,
    workingDays: frame.terms.workingDays,
    state: stateOf(history.phase, run.overdue),
    holder: history.holder,
    restarts: history.restarts,
    restartsLeft: Math.max(0, frame.terms.restartsMax - history.restarts),
    endedAt: endedMs === null ? null : isoInstant(endedMs),
    earlierRuns: history.earlierRuns.map((earlier) => readRun(earlier, now)),
  };
}

function stateOf(phase: PromisePhase, overdue: boolean): PromiseReadingState {
  if (phase === "withdrawn") return "stopped";
  if (overdue) return "late";
  return phase === "fulfilled" ? "kept" : phase;
}

interface DatedPause extends Pause {
  readonly fromDay: Temporal.PlainDate;
  /** The last paused day; for a pause that lasts, as if it ended at the time of computation. */
  readonly toDay: Temporal.PlainDate;
}

function readRun(run: PromiseRun, frame: PromiseFrame): RunReading {
  const { terms, calendar } = frame;
  const atMs = run.endedMs ?? frame.nowMs;
  const today = localDate(atMs, terms.zone);
  const received = handOverDay(run.startedMs, terms, calendar);
  const pauses = run.pauses.map((pause) => ({
    ...pause,
    fromDay: handOverDay(pause.fromMs, terms, calendar),
    toDay: handOverDay(pause.toMs ?? atMs, terms, calendar),
  }));
  const due = dueDay(received, pauses, frame);
  return {
    startedAt: isoInstant(run.startedMs),
    dueDate: due.toString(),
    provisional: !isCalendarKnown({ from: localDate(run.startedMs, terms.zone), through: due }, calendar),
    usedDays: usedDays({ received, today }, pauses, frame),
    overdue: Temporal.PlainDate.compare(today, due) > 0,
    pausedSpans: pauses.map((pause) => spanOf(pause, calendar)),
  };
}

function dueDay(received: Temporal.PlainDate, pauses: readonly DatedPause[], frame: PromiseFrame): Temporal.PlainDate {
  const { terms, calendar } = frame;
  let missing = terms.workingDays + terms.dayOneAfter - 1;
  let reached = received;
  for (const pause of pauses) {
    const counted = workingDaysBetween({ after: reached, through: pause.fromDay }, calendar);
    if (counted > missing) break;
    missing -= counted;
    reached = pause.toDay;
  }
  return addWorkingDays(reached, missing, calendar);
}

function usedDays(
  { received, today }: { readonly received: Temporal.PlainDate; readonly today: Temporal.PlainDate },
  pauses: readonly DatedPause[],
  { terms, calendar }: PromiseFrame,
): number {
  if (Temporal.PlainDate.compare(today, received) < 0) return 0;
  const passed = workingDaysBetween({ after: received, through: today }, calendar);
  const stoodStill = pauses.map(({ fromDay, toDay }) =>
    workingDaysBetween({ after: fromDay, through: earlierOf(toDay, today) }, calendar),
  );
  const counted = stoodStill.reduce((left, days) => left - days, passed);
  return Math.max(0, counted + 1 - terms.dayOneAfter);
}

function spanOf(pause: DatedPause, calendar: WorkingCalendar): PausedSpan {
  const { fromMs, toMs, fromDay, toDay } = pause;
  return {
    fromAt: isoInstant(fromMs),
    toAt: toMs === null ? null : isoInstant(toMs),
    fromDate: fromDay.toString(),
    toDate: toMs === null ? null : toDay.toString(),
    workingDays: workingDaysBetween({ after: fromDay, through: toDay }, calendar),
  };
}

function earlierOf(left: Temporal.PlainDate, right: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(left, right) <= 0 ? left : right;
}

function localDate(atMs: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate();
}

function isoInstant(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toString({ smallestUnit: "millisecond" });
}
