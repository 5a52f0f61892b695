/** Formats a countdown as minutes and seconds. */

const SECOND_MS = 1_000;
const MINUTE_S = 60;

/** Whole seconds until the instant `until`; never negative. */
export function secondsLeft(until: string, nowMs: number): number {
  const untilMs = Date.parse(until);
  if (Number.isNaN(untilMs)) return 0;
  return Math.max(0, Math.ceil((untilMs - nowMs) / SECOND_MS));
}

/** Formats whole seconds as "29:05". */
export function countdownText(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_S);
  return `${minutes}:${String(seconds % MINUTE_S).padStart(2, "0")}`;
}

/** Whether a screen reader announces the countdown at this second: only at important moments, not every second. */
export function isSpokenAt(seconds: number): boolean {
  return seconds === 300 || seconds === 60 || seconds === 0;
}
