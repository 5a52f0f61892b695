/** Consecutive early ends of a program. */
export interface RestartState {
  /** Ended after serving for a short time. */
  readonly shortLives: number;
  /** Ended without having served. */
  readonly falseStarts: number;
}

/** A program that has not ended yet. */
export const NO_ENDS: RestartState = { shortLives: 0, falseStarts: 0 };

/** One run of a program. */
export interface Life {
  /** How long it served; null when it never became ready. */
  readonly servedMs: number | null;
}

const PAUSE_FIRST_MS = 100;
const PAUSE_MAX_MS = 5_000;
/** After serving for this long, the end of a program is not related to its start. */
const WELL_AFTER_MS = 5_000;
const FALSE_STARTS_MAX = 30;

/**
 * Decides after the end of a program: restart after a pause, or give up (null). The pause grows while runs are
 * short, so that a program that crashes at once does not load the machine; a run that served resets it. Giving up ends the
 * whole system, licensing and calls alike, so it applies only to programs that cannot start at all: one that serves for a
 * while and dies is restarted without limit.
 */
export function afterEnd(
  state: RestartState,
  { servedMs }: Life,
): { readonly state: RestartState; readonly pauseMs: number | null } {
  const falseStarts = servedMs === null ? state.falseStarts + 1 : 0;
  const isWell = servedMs !== null && servedMs >= WELL_AFTER_MS;
  const shortLives = isWell ? 0 : state.shortLives + 1;
  const pauseMs = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** Math.min(Math.max(0, shortLives - 1), 10));
  return { state: { shortLives, falseStarts }, pauseMs: falseStarts >= FALSE_STARTS_MAX ? null : pauseMs };
}
