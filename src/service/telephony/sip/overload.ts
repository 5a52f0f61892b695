/** Load values of the switch, measured each time. */
export interface Load {
  /** Delay of the measurement itself: the duration of one turn of the event loop. */
  readonly lagMs: number;
  /** Age of the oldest event that is not on disk yet. */
  readonly writerAgeMs: number;
  /** Calls in set-up for which no phone rings yet; ringing time does not count. */
  readonly preparing: number;
  /** Open SIP transactions, as a share of their limit. */
  readonly transactionsShare: number;
}

/** Present share of refusals, in percent of new requests. */
export interface Shedding {
  readonly callsPercent: number;
  /** Registrations are refused last: a phone that loses its registration loses its calls for an hour. */
  readonly registrationsPercent: number;
  /** Consecutive strained measurements. */
  readonly strained: number;
  /** Calls in set-up at the last measurement. */
  readonly preparing: number;
}

/** What a request would begin. Other requests are never checked here. */
export type Beginning = "emergency" | "call" | "registration";

/** Nothing is refused. */
export const NOT_SHEDDING: Shedding = { callsPercent: 0, registrationsPercent: 0, strained: 0, preparing: 0 };

/** Measuring interval: ten measurements within the second that a caller may wait for a response. */
export const MEASURE_EVERY_MS = 100;

/**
 * All limits of the overload control. At `strained` or more of any value the switch is overloaded, below `calm` of all it has capacity again; between the two
 * nothing changes. `isOwn` marks resources of the switch itself: only their shortage refuses registrations, which cost the storage little. The limits were
 * measured on two shared cores: 700 calls a second were carried without a failure there, 1,200 were not. The utilisation of the loop does not separate the two
 * loads, since it was never idle for half a second in either.
 */
const MARKS: Readonly<
  Record<keyof Load, { readonly calm: number; readonly strained: number; readonly isOwn: boolean }>
> = {
  // At most 71 ms under either load (32 datagrams are read in a turn); more is a stall of this process.
  lagMs: { calm: 75, strained: 150, isOwn: true },
  // Up to 357 ms while all calls are carried; under more load it grows without end, and at 1 s callers have waited too long for ringing.
  writerAgeMs: { calm: 300, strained: 700, isOwn: false },
  // Up to 292 while all calls are carried, and 2,600 soon after where not.
  preparing: { calm: 300, strained: 600, isOwn: false },
  // From 0.85 on the table itself accepts only requests within calls and emergencies; a full table accepts neither.
  transactionsShare: { calm: 0.75, strained: 0.85, isOwn: true },
};

/** Number of consecutive strained measurements before anything is refused, so that one pause of the disk refuses nothing. */
const PATIENCE = 3;
/** From nothing to everything in a second, and back in two and a half: overload is answered at once, and new calls are admitted gradually. */
const UP_PERCENT = 10;
const DOWN_PERCENT = 4;
/** Calls in set-up count as decreasing when at most this share is left since the last measurement. */
const EASING = 0.97;
/** Retry-After of a refused caller, randomised so that retries are spread. */
const RETRY_SECONDS = { least: 3, most: 8 };

const MEASURES: readonly (keyof Load)[] = ["lagMs", "writerAgeMs", "preparing", "transactionsShare"];

/** Share of refusals after a measurement: it grows when strained and falls when calm (RFC 6357 §5.2, loss-based). */
export function measured(before: Shedding, load: Load): Shedding {
  const tooMuch = MEASURES.filter((name) => load[name] >= MARKS[name].strained);
  if (tooMuch.length > 0) {
    const strained = { ...before, strained: before.strained + 1, preparing: load.preparing };
    // The admitted calls are being completed: refusing more would leave the switch idle afterwards.
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

/** Registrations were refused last and are admitted first. */
function lowered(now: Shedding): Shedding {
  const { callsPercent: calls, registrationsPercent: registrations } = now;
  if (registrations > 0) return { ...now, registrationsPercent: Math.max(0, registrations - DOWN_PERCENT) };
  return { ...now, callsPercent: Math.max(0, calls - DOWN_PERCENT) };
}

/** Whether a request may begin; `chance` is from 0 up to 1. Emergency calls always may. */
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

/** Seconds after which a refused caller may retry; `chance` is from 0 up to 1. */
export function retryAfterSeconds(chance: number): number {
  const { least, most } = RETRY_SECONDS;
  return least + Math.floor(chance * (most - least + 1));
}
