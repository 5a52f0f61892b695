/** The processing-time bar: one box per working day. */

/** One box: filled when the day is used, hatched when the time is paused, late when beyond the processing time. */
export interface PromiseDay {
  readonly used: boolean;
  readonly hatched: boolean;
  readonly late: boolean;
}

const DAYS_MAX = 60;

/** The boxes for a processing time of `workingDays` with `usedDays` used; overdue days add late boxes. */
export function promiseDays(promise: {
  readonly workingDays: number;
  readonly usedDays: number;
  readonly state: string;
}): readonly PromiseDay[] {
  const used = Math.max(0, Math.floor(promise.usedDays));
  const length = Math.min(DAYS_MAX, Math.max(promise.workingDays, used));
  return Array.from({ length }, (_, index) => ({
    used: index < used,
    hatched: promise.state === "paused" && index >= used,
    late: index >= promise.workingDays,
  }));
}
