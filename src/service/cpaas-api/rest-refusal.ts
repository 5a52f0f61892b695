/** The field's numbers of what can go wrong, each with its HTTP status; their texts are our own. */
export const REST_STATUS = {
  /** A parameter is missing, unknown or unfit. */
  20001: 400,
  /** Nobody showed who asks, or what was shown is not in force. */
  20003: 401,
  /** The key is not for this. */
  20403: 403,
  /** There is no such thing, or it is another's. */
  20404: 404,
  /** There is no such way of asking. */
  20405: 405,
  /** The request is too large. */
  20413: 413,
  /** Too many requests, or too many wrong ones. */
  20429: 429,
  /** A fault of ours. */
  20500: 500,
  /** Away for a moment. */
  20503: 503,
} as const satisfies Readonly<Record<number, number>>;

/** The number of something that can go wrong. */
export type RestCode = keyof typeof REST_STATUS;

/** Every number. */
export const REST_CODES = Object.keys(REST_STATUS).map(Number) as readonly RestCode[];

/** A refusal on its way to a program. */
export interface RestRefusal {
  readonly code: RestCode;
  /** What its text names. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** When to come again, for 429 and 503. */
  readonly retryAfterS?: number;
}
