/**
 * The service rate of a queue: sums over contacts that had to wait, with decreasing weight of older ones. `workMs` is their wait times the agents at work
 * during it; `turns` are the places that they moved. The quotient is the work of one place.
 */
export interface ServiceRate {
  readonly workMs: number;
  readonly turns: number;
  readonly samples: number;
}

/** The service rate of one queue. */
export interface QueueServiceRate {
  readonly queueId: string;
  readonly pace: ServiceRate;
}

/** A service rate without samples. */
export const NO_SERVICE_RATE: ServiceRate = { workMs: 0, turns: 0, samples: 0 };

/** The weight of a sample after the next one; half is left after about 34. */
const FADE = 0.98;
/** No estimate is made from fewer samples. */
const RATE_SAMPLES_MIN = 10;

/** The service rate after one more contact had its turn. */
export function withTurn(
  pace: ServiceRate,
  turn: { readonly waitedMs: number; readonly position: number; readonly atWork: number },
): ServiceRate {
  return {
    workMs: pace.workMs * FADE + turn.waitedMs * turn.atWork,
    turns: pace.turns * FADE + turn.position,
    samples: Math.min(pace.samples + 1, RATE_SAMPLES_MIN),
  };
}

/** The wait in milliseconds at a position with this many agents at work; null with too little data or without an agent at work. */
export function estimateWaitMs(pace: ServiceRate, position: number, atWork: number): number | null {
  if (pace.samples < RATE_SAMPLES_MIN || pace.turns === 0 || atWork === 0) return null;
  return Math.round(((pace.workMs / pace.turns) * position) / atWork);
}
