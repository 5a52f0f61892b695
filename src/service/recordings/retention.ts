/** How long things of calls are kept, by the rules in force. */
export interface RetentionRules {
  readonly callEventMonths: number;
  readonly queueEventMonths: number;
  readonly sipTraceDays: number;
}

/** What goes now. Recordings carry their own last day; the day after it they go. */
export interface Retention {
  /** Local date: recordings whose last day lies before it go. */
  readonly recordingsBefore: string;
  /** Instants in milliseconds since 1970: older events and messages go. */
  readonly eventsBeforeMs: number;
  readonly queueEventsBeforeMs: number;
  readonly tracesBeforeMs: number;
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
    eventsBeforeMs: laterByMonths(nowMs, -rules.callEventMonths),
    queueEventsBeforeMs: laterByMonths(nowMs, -rules.queueEventMonths),
    tracesBeforeMs: nowMs - rules.sipTraceDays * DAY_MS,
  };
}
