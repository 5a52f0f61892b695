/** Rate limit of the calls that API clients create, per call centre. */
export interface CallRateLimit {
  /** Calls started per second. */
  readonly perSecond: number;
  /** Calls started at once after a pause. */
  readonly burst: number;
  /** Concurrent calls. */
  readonly atOnce: number;
}

/** Default rate limit; equals the default of the database column. */
export const DEFAULT_CALL_RATE_LIMIT: CallRateLimit = { perSecond: 5, burst: 10, atOnce: 100 };

/** Fields of a rate limit, in display order. */
export const CALL_RATE_LIMIT_FIELDS = [
  "perSecond",
  "burst",
  "atOnce",
] as const satisfies readonly (keyof CallRateLimit)[];

/** Upper bounds of the fields. */
export const CALL_RATE_LIMIT_MAX: CallRateLimit = { perSecond: 100, burst: 1_000, atOnce: 10_000 };
