/** A countdown as minutes and seconds. */

const SECOND_MS = 1_000;
const MINUTE_S = 60;

/** Whole seconds left until `until` (an instant); never below zero. */
export function secondsLeft(until: string, nowMs: number): number {
  const untilMs = Date.parse(until);
  if (Number.isNaN(untilMs)) return 0;
  return Math.max(0, Math.ceil((untilMs - nowMs) / SECOND_MS));
}

/** "29:05" from whole seconds. */
export function countdownText(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_S);
  return `${minutes}:${String(seconds % MINUTE_S).padStart(2, "0")}`;
}

/** The moments at which a countdown is spoken to a screen reader: not each second, but when it matters. */
export function isSpokenAt(seconds: number): boolean {
  return seconds === 300 || seconds === 60 || seconds === 0;
}
