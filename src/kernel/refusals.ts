/** HTTP status of each kind of refusal (RFC 9110, clause 15.5; 429 by RFC 6585). */
const REFUSAL_STATUS = {
  invalid: 400,
  unpaid: 402,
  "not-permitted": 403,
  "not-found": 404,
  /** A value that must be unique exists in another row. */
  taken: 409,
  /** The tenant has reached its maximum number of rows. */
  limit: 409,
  /** The row has changed since the client read it. */
  stale: 409,
  /** The state of the row does not allow the command. */
  conflict: 409,
  /** The resource existed, and was deleted. */
  gone: 410,
  "too-large": 413,
  /** The content of an uploaded file is of no known type. */
  "unsupported-type": 415,
  "too-many": 429,
  unavailable: 503,
} as const;

/** The kind of a refusal; it determines the HTTP status. */
export type RefusalKind = keyof typeof REFUSAL_STATUS;

/** The kind of a refusal, or its kind and the form field at fault. */
export type RefusalAnswer = RefusalKind | readonly [kind: RefusalKind, field: string];

/** The answer of each refusal code of a module. */
export type RefusalTable<Code extends string = string> = Readonly<Record<Code, RefusalAnswer>>;

/** The HTTP status of an answer. */
export function refusalStatus(answer: RefusalAnswer): number {
  return REFUSAL_STATUS[typeof answer === "string" ? answer : answer[0]];
}
