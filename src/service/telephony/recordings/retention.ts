import type { ChosenDays } from "../../tenancy/retention/index.ts";

/** How long things of calls are kept, by the rules in force. */
export interface RetentionRules {
  readonly callEventMonths: number;
  readonly queueEventMonths: number;
  readonly sipTraceDays: number;
  readonly recordingDays: number;
  /** The most days that a call centre may choose for recordings. */
  readonly recordingDaysMax: number;
}

/** What goes now. Recordings carry their own last day; the day after it they go. */
export interface Retention {
  /** Local date: recordings whose last day lies before it go. */
  readonly recordingsBefore: string;
  /** Instants in milliseconds since 1970: older events and messages go. */
  readonly eventsBeforeMs: number;
  readonly queueEventsBeforeMs: number;
  readonly tracesBeforeMs: number;
  /** Recordings that began before this are as old as the rule lets them be. */
  readonly recordingsBegunBeforeMs: number;
  readonly rules: RetentionRules;
}

const DAY_MS = 86_400_000;

/**
 * What goes today; null when today's work is done already. `laterByMonths` counts months as the calendar does.
 */
export function dueRetention(
  facts: {
    readonly doneOn: string | null;
    readonly today: string;
    readonly rules: RetentionRules;
    readonly laterByMonths: (atMs: number, months: number) => number;
  },
  nowMs: number,
): Retention | null {
  const { doneOn, today, rules, laterByMonths } = facts;
  if (doneOn === today) return null;
  return {
    recordingsBefore: today,
    eventsBeforeMs: Math.min(laterByMonths(nowMs, -rules.callEventMonths), nowMs - daysWithRecordingMs(rules)),
    queueEventsBeforeMs: laterByMonths(nowMs, -rules.queueEventMonths),
    tracesBeforeMs: nowMs - rules.sipTraceDays * DAY_MS,
    recordingsBegunBeforeMs: nowMs - rules.recordingDays * DAY_MS,
    rules,
  };
}

/** The events of a call say what its caller agreed to: they stay for as long as any recording of it may, which begins the day after at the latest. */
function daysWithRecordingMs({ recordingDaysMax }: RetentionRules): number {
  return (recordingDaysMax + 2) * DAY_MS;
}

/** What goes of one call centre, and the days that its recordings are to be given; null where they keep the last day they have. */
export interface OwnRetention {
  readonly recordingDays: number | null;
  /** Recordings go only where they began before this; null where their last day alone counts. */
  readonly begunBeforeMs: number | null;
  readonly tracesBeforeMs: number;
}

/**
 * What goes of a call centre by its own days. While somebody waits to be shown, or given, what is kept of his number, a shorter choice
 * takes nothing away that the rule would keep.
 */
export function ownRetention(due: Retention, chosen: ChosenDays): OwnRetention {
  const { rules, tracesBeforeMs, recordingsBegunBeforeMs } = due;
  const { recordings, traces, isAsked } = chosen;
  const traceDays = isAsked ? rules.sipTraceDays : (traces ?? rules.sipTraceDays);
  return {
    recordingDays: recordings === undefined ? null : (recordings ?? rules.recordingDays),
    begunBeforeMs: isAsked && typeof recordings === "number" ? recordingsBegunBeforeMs : null,
    tracesBeforeMs: tracesBeforeMs + (rules.sipTraceDays - traceDays) * DAY_MS,
  };
}
