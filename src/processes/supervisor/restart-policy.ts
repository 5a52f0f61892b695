/** How often a program has ended too soon, in a row. */
export interface RestartState {
  /** Ended without having served for long. */
  readonly shortLives: number;
  /** Ended without having served at all. */
  readonly falseStarts: number;
}

/** A program that has not ended yet. */
export const NO_ENDS: RestartState = { shortLives: 0, falseStarts: 0 };

/** One life of a program. */
export interface Life {
  /** How long it served; null when it never came so far. */
  readonly servedMs: number | null;
}

const PAUSE_FIRST_MS = 100;
const PAUSE_MAX_MS = 5_000;
/** Who has served for so long is well: what ended him has nothing to do with his start. */
const WELL_AFTER_MS = 5_000;
const FALSE_STARTS_MAX = 30;

/**
 * What to do after a program has ended: start it again after a pause, or give up (null). The pause grows while lives are
 * short, so that a crash at once does not take the machine; it is short again after a life that served. Giving up ends the
 * whole system, licensing and calls alike, so it is left to programs that cannot start at all: one that serves for a
 * while and dies is started again for as long as it takes.
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
