/** What the switch measures of itself, each time anew. */
export interface Load {
  /** How late the measure itself came: how long one turn of the event loop took. */
  readonly lagMs: number;
  /** How long the oldest event that is not on disk yet has waited. */
  readonly writerAgeMs: number;
  /** Calls in set-up for which no phone rings yet; the time that phones ring does not count. */
  readonly preparing: number;
  /** Open SIP transactions, as a share of their limit. */
  readonly transactionsShare: number;
}

/** How much is refused now, in percent of what comes. */
export interface Shedding {
  readonly callsPercent: number;
  /** Registrations are refused last: a phone that loses its registration loses its calls for an hour. */
  readonly registrationsPercent: number;
  /** Measures in a row that were too much. */
  readonly strained: number;
  /** Calls that were being set up at the last measure. */
  readonly preparing: number;
}

/** What a request would begin. Whatever begins nothing is never asked here. */
export type Beginning = "emergency" | "call" | "registration";

/** Nothing is refused. */
export const NOT_SHEDDING: Shedding = { callsPercent: 0, registrationsPercent: 0, strained: 0, preparing: 0 };

/** Load is measured so often: ten looks within the second that a caller may wait for a sign of life. */
export const MEASURE_EVERY_MS = 100;

/**
 * All values of the overload control. At `strained` or more of any of them the switch has too much, below `calm` of all it
 * has room again; between the two nothing changes. `isOwn` marks what the switch itself is short of: only that can turn
 * registrations away, which cost the storage little. The figures behind them were taken on two cores that others used as
 * well: 700 calls a second were carried without a failure there, 1,200 were not. How busy the loop is tells the two apart
 * no better than chance, since it was never idle for half a second in either.
 */
const MARKS: Readonly<
  Record<keyof Load, { readonly calm: number; readonly strained: number; readonly isOwn: boolean }>
> = {
  // At most 71 ms under either load (32 datagrams are read at a turn); more is a stall of our own.
  lagMs: { calm: 75, strained: 150, isOwn: true },
  // Up to 357 ms while all is carried; beyond it grows without end, and at 1 s callers have waited too long for a ring.
  writerAgeMs: { calm: 300, strained: 700, isOwn: false },
  // Up to 292 while all is carried, and 2,600 soon after where it is not.
  preparing: { calm: 300, strained: 600, isOwn: false },
  // From 0.85 on the table itself takes only requests within calls and emergencies; a full one takes neither.
  transactionsShare: { calm: 0.75, strained: 0.85, isOwn: true },
};

/** So many measures in a row must be too much before anything is refused: one pause of the disk is none. */
const PATIENCE = 3;
/** From nothing to everything in a second, and back in two and a half: too much is felt at once, room is tried carefully. */
const UP_PERCENT = 10;
const DOWN_PERCENT = 4;
/** Calls being set up have become fewer when no more than this share of them is left since the last measure. */
const EASING = 0.97;
/** A refused caller comes again after so long, spread so that not all come at once. */
const RETRY_SECONDS = { least: 3, most: 8 };

const MEASURES: readonly (keyof Load)[] = ["lagMs", "writerAgeMs", "preparing", "transactionsShare"];

/** What is refused after another measure: a share that grows under strain and falls in calm (RFC 6357 §5.2, by loss). */
export function measured(before: Shedding, load: Load): Shedding {
  const tooMuch = MEASURES.filter((name) => load[name] >= MARKS[name].strained);
  if (tooMuch.length > 0) {
    const strained = { ...before, strained: before.strained + 1, preparing: load.preparing };
    // What was let in before is being worked off: refusing more would only leave the switch idle afterwards.
    if (load.preparing < before.preparing * EASING) return strained;
    return raised(
      strained,
      tooMuch.some((name) => MARKS[name].isOwn),
    );
  }
  const rested = { ...before, strained: 0, preparing: load.preparing };
  return MEASURES.every((name) => load[name] < MARKS[name].calm) ? lowered(rested) : rested;
}

function raised(now: Shedding, isOwn: boolean): Shedding {
  if (now.strained < PATIENCE) return now;
  if (now.callsPercent < 100) return { ...now, callsPercent: Math.min(100, now.callsPercent + UP_PERCENT) };
  if (!isOwn) return now;
  return { ...now, registrationsPercent: Math.min(100, now.registrationsPercent + UP_PERCENT) };
}

/** What was refused last is let in first. */
function lowered(now: Shedding): Shedding {
  const { callsPercent: calls, registrationsPercent: registrations } = now;
  if (registrations > 0) return { ...now, registrationsPercent: Math.max(0, registrations - DOWN_PERCENT) };
  return { ...now, callsPercent: Math.max(0, calls - DOWN_PERCENT) };
}

/** Whether something may begin; `chance` is from 0 up to 1. An emergency always may. */
export function mayBegin(shedding: Shedding, beginning: Beginning, chance: number): boolean {
  switch (beginning) {
    case "emergency":
      return true;
    case "call":
      return chance * 100 >= shedding.callsPercent;
    case "registration":
      return chance * 100 >= shedding.registrationsPercent;
  }
}

/** After how many seconds a refused caller may come again; `chance` is from 0 up to 1. */
export function retryAfterSeconds(chance: number): number {
  const { least, most } = RETRY_SECONDS;
  return least + Math.floor(chance * (most - least + 1));
}
