import type { RunningSystem } from "../supervisor/supervisor.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The time zone of offices and the call centre is Jakarta, without daylight saving time. */
const ZONE_MS = 7 * HOUR_MS;

/** How long ago the demonstration of a finished installation starts. */
export const DEMONSTRATION_BEHIND_MS = 122 * DAY_MS;

/** The time of a demonstration, which only advances. */
export interface DemonstrationTime {
  readonly nowMs: () => number;
  readonly moveClockTo: (atMs: number) => Promise<void>;
}

/** The time of a demonstration that started `behindMs` ago, or at the real time. */
export function demonstrationTime(system: Pick<RunningSystem, "moveClock">, behindMs = 0): DemonstrationTime {
  let aheadMs = 0 - behindMs;
  return {
    nowMs: () => Date.now() + aheadMs,
    moveClockTo: async (atMs) => {
      aheadMs = Math.max(aheadMs, atMs - Date.now());
      await system.moveClock(aheadMs);
    },
  };
}

/** An hour of a working day `daysAgo` days before an instant; a Saturday or Sunday becomes the Friday before. */
export function workingTime(nowMs: number, daysAgo: number, hour: number): number {
  const dayMs = Math.floor((nowMs + ZONE_MS) / DAY_MS) * DAY_MS - daysAgo * DAY_MS;
  const weekday = new Date(dayMs).getUTCDay();
  const backDays = weekday === 0 ? 2 : weekday === 6 ? 1 : 0;
  return Math.min(nowMs, dayMs - backDays * DAY_MS + hour * HOUR_MS - ZONE_MS);
}
