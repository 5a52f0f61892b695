/** What the switch measures of itself, each time anew. */
export interface Load {
  /** The share of the time since the last measure in which the event loop had work, 0 to 1. */
  readonly busyShare: number;
  /** How late the measure itself came. */
  readonly lagMs: number;
  /** How long the oldest event that is not on disk yet has waited. */
  readonly writerAgeMs: number;
  /** Calls that are being set up and have rung nobody yet; how long people let a phone ring does not count. */
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
}

/** What a request would begin. Whatever begins nothing is never asked here. */
export type Beginning = "emergency" | "call" | "registration";

/** Nothing is refused. */
export const NOT_SHEDDING: Shedding = { callsPercent: 0, registrationsPercent: 0, strained: 0 };

/** Load is measured so often: ten looks within the second that a caller may wait for a sign of life. */
export const MEASURE_EVERY_MS = 100;

/**
 * All values of the overload control. At `strained` or more of any of them the switch has too much, below `calm` of all it
 * has room again; between the two nothing changes. `isOwn` marks what the switch itself is short of: only that can turn
 * registrations away, which cost the storage little.
 */
const MARKS: Readonly<
  Record<keyof Load, { readonly calm: number; readonly strained: number; readonly isOwn: boolean }>
> = {
  // A loop that is never idle is behind: datagrams wait in the socket, where no timer sees them (32 are read at a turn, so
  // that lag stays small under any flood).
  busyShare: { calm: 0.9, strained: 0.98, isOwn: true },
  // A turn of the loop with its 32 datagrams takes some 10 ms, a collection of garbage some 30 ms.
  lagMs: { calm: 50, strained: 150, isOwn: true },
  // A batch is on disk in 5 to 20 ms; three writes lie before a call talks, and its caller hears something within 1 s.
  writerAgeMs: { calm: 100, strained: 300, isOwn: false },
  // 1,225 calls a second, the most that was ever carried, each a third of a second before it rings.
  preparing: { calm: 200, strained: 400, isOwn: false },
  // The rest is for requests within calls and for emergencies: a full table drops both.
  transactionsShare: { calm: 0.75, strained: 0.85, isOwn: true },
};

/** So many measures in a row must be too much before anything is refused: a stall of less than half a second is none. */
const PATIENCE = 5;
/** From nothing to everything in a second, and back in five: too much is felt at once, room is tried carefully. */
const UP_PERCENT = 10;
const DOWN_PERCENT = 2;
/** A refused caller comes again after so long, spread so that not all come at once. */
const RETRY_SECONDS = { least: 3, most: 8 };

const MEASURES: readonly (keyof Load)[] = ["busyShare", "lagMs", "writerAgeMs", "preparing", "transactionsShare"];

/** What is refused after another measure: a share that grows under strain and falls in calm (RFC 6357 §5.2, by loss). */
export function measured(before: Shedding, load: Load): Shedding {
  const tooMuch = MEASURES.filter((name) => load[name] >= MARKS[name].strained);
  if (tooMuch.length > 0) {
    const isOwn = tooMuch.some((name) => MARKS[name].isOwn);
    return raised({ ...before, strained: before.strained + 1 }, isOwn);
  }
  const isCalm = MEASURES.every((name) => load[name] < MARKS[name].calm);
  return isCalm ? lowered(before) : { ...before, strained: 0 };
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
  if (registrations > 0)
    return { ...now, registrationsPercent: Math.max(0, registrations - DOWN_PERCENT), strained: 0 };
  return { ...now, callsPercent: Math.max(0, calls - DOWN_PERCENT), strained: 0 };
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
