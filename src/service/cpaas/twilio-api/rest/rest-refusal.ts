/** The field's numbers of what can go wrong, each with its HTTP status; their texts are our own. */
export const REST_STATUS = {
  /** A parameter is missing, unknown or unfit. */
  20001: 400,
  /** Nobody showed who asks, or what was shown is not in force. */
  20003: 401,
  /** The token of tests only orders calls and messages. */
  20008: 403,
  /** What is not over yet is not taken away. */
  20009: 409,
  /** A token that lets nobody in: not written as such, not signed by a key in force, or another account's. */
  20101: 401,
  /** A token that is over, or that lasts for more than a day. */
  20104: 401,
  /** A token that does not count yet. */
  20105: 401,
  /** A token that says nothing that can be let in. */
  20106: 401,
  /** The key is not for this. */
  20403: 403,
  /** There is no such thing, or it is another's. */
  20404: 404,
  /** There is no such way of asking. */
  20004: 405,
  /** The request is too large. */
  20413: 413,
  /** Too many requests, or too many wrong ones. */
  20429: 429,
  /** A fault of ours. */
  20500: 500,
  /** Away for a moment. */
  20503: 503,
  /** A call has nobody to ring. */
  21201: 400,
  /** An address that cannot be asked. */
  21205: 400,
  /** `From` is not one of the account's numbers. */
  21210: 400,
  /** A call shows no number. */
  21213: 400,
  /** A magic number that no line reaches. */
  21214: 400,
  /** A magic number in a country that may not be called. */
  21215: 403,
  /** Such a number is not called by programs. */
  21216: 403,
  /** A magic number that is not valid. */
  21217: 400,
  /** There is no such application, or it says nothing about calls. */
  21218: 400,
  /** The call does not stand so that this can be done. */
  21220: 400,
  /** `To` is no number. */
  21211: 400,
  /** `From` is no sender. */
  21212: 400,
  /** Numbers that begin so are not written to. */
  21408: 403,
  /** A message has no text, or one that cannot be sent. */
  21602: 400,
  /** `From` is missing. */
  21603: 400,
  /** `To` is missing. */
  21604: 400,
  /** `From` is not the account's, or no carrier takes messages of it. */
  21606: 400,
  /** An address that cannot be told what becomes of a message. */
  21609: 400,
  /** Whoever has the number wants no messages. */
  21610: 400,
  /** The magic number whose queue is full. */
  21611: 429,
  /** No carrier reaches the number. */
  21612: 400,
  /** The magic number that takes no messages. */
  21614: 400,
  /** The text is too long. */
  21617: 400,
  /** A message that a carrier has is not taken back. */
  30409: 409,
  /** The moment lies too far ahead. */
  35114: 400,
  /** Promotion outside its hours; a number of our own. */
  88001: 400,
  /** The key of a repeated request was given to another; a number of our own. */
  88002: 409,
  /** An application that leads numbers is not taken away; a number of our own. */
  88003: 409,
  /** As many applications as a call centre may have; a number of our own. */
  88004: 409,
  /** A message that goes by an approved template only; a number of our own. */
  88005: 409,
  /** What is left does not pay for the message; a number of our own. */
  88006: 402,
  /** A queue into which something leads callers is not taken away; a number of our own. */
  88007: 409,
  /** Another queue has the name; a number of our own. */
  88008: 409,
  /** As many queues as a call centre may have; a number of our own. */
  88009: 409,
  /** Somebody in the call has not been told of being recorded, or has not agreed; a number of our own. */
  88010: 403,
  /** As many queues as programs may make in a day; a number of our own. */
  88011: 409,
  /** The call centre keeps as much sound as it may; a number of our own. */
  88012: 409,
  /** A range of a recording that is not there; a number of our own. */
  88014: 416,
} as const satisfies Readonly<Record<number, number>>;

/** The number of something that can go wrong. */
export type RestCode = keyof typeof REST_STATUS;

/** Every number. */
export const REST_CODES = Object.keys(REST_STATUS).map(Number) as readonly RestCode[];

/** Why parameters are refused with 20001: each cause has a text. */
export type ParameterCause = "missing" | "unfit" | "unknown" | "exclusive" | "unreadable";

/** A refusal on its way to a program. */
export interface RestRefusal {
  readonly code: RestCode;
  /** What its text names. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** The names of the parameters of 20001 by cause; without it all are unfit. */
  readonly causes?: Readonly<Partial<Record<ParameterCause, string>>>;
  /** When to come again, for 429 and 503. */
  readonly retryAfterS?: number;
}

/** The refusal of a request that lacks a parameter, or all of several of which one is needed. */
export function missingParameter(name: string): RestRefusal {
  return { code: 20001, params: { name }, causes: { missing: name } };
}
