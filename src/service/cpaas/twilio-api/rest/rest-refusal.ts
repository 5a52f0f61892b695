/** Twilio's error numbers with their HTTP status; the texts are Sambung's own. */
export const REST_STATUS = {
  /** A parameter is missing, unknown or invalid. */
  20001: 400,
  /** Credentials are missing or invalid. */
  20003: 401,
  /** The test token is limited to creating calls and messages. */
  20008: 403,
  /** A resource in progress cannot be deleted. */
  20009: 409,
  /** The token is malformed, not signed by a key in force, or of another account. */
  20101: 401,
  /** The token is expired, or its lifetime exceeds one day. */
  20104: 401,
  /** The token is not valid yet. */
  20105: 401,
  /** The token contains no usable grant. */
  20106: 401,
  /** The key lacks the scope. */
  20403: 403,
  /** The resource does not exist, or belongs to another account. */
  20404: 404,
  /** Method not allowed. */
  20004: 405,
  /** The request is too large. */
  20413: 413,
  /** Too many requests, or too many failed authentications. */
  20429: 429,
  /** Internal error. */
  20500: 500,
  /** Temporarily unavailable. */
  20503: 503,
  /** A call has no destination. */
  21201: 400,
  /** The URL is invalid or not permitted. */
  21205: 400,
  /** `From` is not one of the account's numbers. */
  21210: 400,
  /** A call has no caller ID. */
  21213: 400,
  /** The magic number of an unreachable number. */
  21214: 400,
  /** The magic number of a country that may not be called. */
  21215: 403,
  /** API clients may not call this number. */
  21216: 403,
  /** The magic number of an invalid number. */
  21217: 400,
  /** The application does not exist, or has no voice URL. */
  21218: 400,
  /** The state of the call does not permit the operation. */
  21220: 400,
  /** `To` is not a valid number. */
  21211: 400,
  /** `From` is not a valid sender. */
  21212: 400,
  /** The number's prefix is blocked. */
  21408: 403,
  /** A message has no text, or a text that cannot be sent. */
  21602: 400,
  /** `From` is missing. */
  21603: 400,
  /** `To` is missing. */
  21604: 400,
  /** `From` does not belong to the account, or no carrier accepts messages of it. */
  21606: 400,
  /** The status callback URL of a message is invalid or not permitted. */
  21609: 400,
  /** The recipient has opted out. */
  21610: 400,
  /** The magic number of a full queue. */
  21611: 429,
  /** No carrier route to the number. */
  21612: 400,
  /** The magic number that accepts no messages. */
  21614: 400,
  /** The text is too long. */
  21617: 400,
  /** A message submitted to a carrier cannot be cancelled. */
  30409: 409,
  /** The time is too far in the future. */
  35114: 400,
  /** Promotional message outside permitted hours; an error number of Sambung. */
  88001: 400,
  /** The idempotency key was used for a different request; an error number of Sambung. */
  88002: 409,
  /** An application that numbers use cannot be deleted; an error number of Sambung. */
  88003: 409,
  /** The call centre has the maximum number of applications; an error number of Sambung. */
  88004: 409,
  /** The message requires an approved template; an error number of Sambung. */
  88005: 409,
  /** The balance is too low for the message; an error number of Sambung. */
  88006: 402,
  /** A queue in use cannot be deleted; an error number of Sambung. */
  88007: 409,
  /** The queue name is taken; an error number of Sambung. */
  88008: 409,
  /** The call centre has the maximum number of queues; an error number of Sambung. */
  88009: 409,
  /** A party of the call is not informed of the recording, or has not consented; an error number of Sambung. */
  88010: 403,
  /** API clients have created the maximum number of queues per day; an error number of Sambung. */
  88011: 409,
  /** The call centre's recording storage is full; an error number of Sambung. */
  88012: 409,
  /** The requested byte range of a recording does not exist; an error number of Sambung. */
  88014: 416,
} as const satisfies Readonly<Record<number, number>>;

/** An error number. */
export type RestCode = keyof typeof REST_STATUS;

/** All error numbers. */
export const REST_CODES = Object.keys(REST_STATUS).map(Number) as readonly RestCode[];

/** Causes of error 20001; each has a text. */
export type ParameterCause = "missing" | "unfit" | "unknown" | "exclusive" | "unreadable";

/** An error response for an API client. */
export interface RestRefusal {
  readonly code: RestCode;
  /** Values for the placeholders of its text. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Parameter names of error 20001, by cause; without it all are invalid. */
  readonly causes?: Readonly<Partial<Record<ParameterCause, string>>>;
  /** Retry-After in seconds, for 429 and 503. */
  readonly retryAfterS?: number;
}

/** Error of a missing parameter, or of several alternatives that are all missing. */
export function missingParameter(name: string): RestRefusal {
  return { code: 20001, params: { name }, causes: { missing: name } };
}
