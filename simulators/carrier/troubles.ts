/** What goes wrong with a message, by its recipient. */
export type Trouble = keyof typeof ENDINGS;

/** The last digits of recipients whose messages always go wrong in one way. */
const ENDINGS = {
  /** Answered after a pause. */
  slow: "999001",
  /** Taken, and never answered. */
  silent: "999002",
  /** Taken and not answered the first time; answered when it comes again. */
  "silent-once": "999003",
  /** Throttled a few times, then taken. */
  throttled: "999004",
  /** The queue is full a few times, then it is taken. */
  full: "999005",
  /** Refused for its recipient. */
  rejected: "999006",
  /** Taken, and not delivered. */
  undelivered: "999007",
  /** Two receipts that say the same. */
  "receipt-twice": "999008",
  /** The receipt comes after a long pause. */
  "receipt-late": "999009",
  /** The receipt comes before the answer. */
  "receipt-first": "999010",
  /** Taken; then the connection breaks before the answer. */
  disconnect: "999011",
  /** Taken, and nothing is ever heard of it. */
  "no-receipt": "999012",
  /** Delivered, and the recipient answers that he wants no more. */
  stop: "999013",
} as const;

const BY_ENDING: ReadonlyMap<string, Trouble> = new Map(
  Object.entries(ENDINGS).map(([trouble, ending]) => [ending, trouble as Trouble]),
);
const ENDING_DIGITS = 6;

/** The trouble of a recipient; null when all goes well. */
export function troubleOf(recipient: string): Trouble | null {
  return BY_ENDING.get(recipient.slice(-ENDING_DIGITS)) ?? null;
}

/** A number of an Indonesian mobile phone with a trouble; `nth` tells up to 1,000 of them apart. */
export function troubledRecipient(trouble: Trouble, nth = 0): string {
  return `62812${String(nth).padStart(3, "0")}${ENDINGS[trouble]}`;
}
