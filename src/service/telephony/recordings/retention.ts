import type { ChosenDays } from "../../tenancy/retention/index.ts";

/** The retention periods of call data, by the rules in force. */
export interface RetentionRules {
  readonly callEventMonths: number;
  readonly queueEventMonths: number;
  readonly sipTraceDays: number;
  readonly recordingDays: number;
  /** The maximum of days that a call centre may choose for recordings. */
  readonly recordingDaysMax: number;
}

/** The data to delete now. Each recording has its own last day, and is deleted the day after it. */
export interface Retention {
  /** Local date: recordings whose last day is before it are deleted. */
  readonly recordingsBefore: string;
  /** Instants in milliseconds since 1970: older events and messages are deleted. */
  readonly eventsBeforeMs: number;
  readonly queueEventsBeforeMs: number;
  readonly tracesBeforeMs: number;
  /** Recordings that began before this have reached the period of the rule. */
  readonly recordingsBegunBeforeMs: number;
  readonly rules: RetentionRules;
}

const DAY_MS = 86_400_000;

/** The data to delete today; null when today's work is done. `laterByMonths` counts calendar months. */
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

/** The events of a call contain its caller's consent: they are retained as long as any recording of it may be, which begins the day after at the latest. */
function daysWithRecordingMs({ recordingDaysMax }: RetentionRules): number {
  return (recordingDaysMax + 2) * DAY_MS;
}

/** The data of one call centre to delete, and the new period of its recordings; null when they retain their last day. */
export interface OwnRetention {
  readonly recordingDays: number | null;
  /** Only recordings that began before this are deleted; null when their last day alone decides. */
  readonly begunBeforeMs: number | null;
  readonly tracesBeforeMs: number;
}

/**
 * The data of a call centre to delete by its own periods. While a data subject's request for stored data is open, a shorter period deletes nothing that
 * the rule would retain.
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
