/** The promise bar: one box per promised working day. */

/** One box: filled when used; hatched when the clock stands still on it; late when beyond what was promised. */
export interface PromiseDay {
  readonly used: boolean;
  readonly hatched: boolean;
  readonly late: boolean;
}

const DAYS_MAX = 60;

/** The boxes of a promise of `workingDays`, of which `usedDays` are gone; more used than promised adds late boxes. */
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
