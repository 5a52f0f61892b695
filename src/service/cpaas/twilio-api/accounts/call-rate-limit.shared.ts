/** How fast calls that programs order begin for a call centre. */
export interface CallRateLimit {
  /** Calls that begin in a second. */
  readonly perSecond: number;
  /** Calls that begin at once after a pause. */
  readonly burst: number;
  /** Calls that go on at once. */
  readonly atOnce: number;
}

/** What counts for a call centre of which nothing else was said; the table says the same of new rows. */
export const DEFAULT_CALL_RATE_LIMIT: CallRateLimit = { perSecond: 5, burst: 10, atOnce: 100 };

/** The fields of a pace, in the order in which people read them. */
export const CALL_RATE_LIMIT_FIELDS = [
  "perSecond",
  "burst",
  "atOnce",
] as const satisfies readonly (keyof CallRateLimit)[];

/** The most that may be said of each. */
export const CALL_RATE_LIMIT_MAX: CallRateLimit = { perSecond: 100, burst: 1_000, atOnce: 10_000 };
