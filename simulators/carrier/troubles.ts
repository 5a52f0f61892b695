/** Misbehaviour for a message, by its recipient. */
export type Trouble = keyof typeof ENDINGS;

/** Number endings of recipients with a fixed misbehaviour. */
const ENDINGS = {
  /** Delayed response. */
  slow: "999001",
  /** Accepted without a response. */
  silent: "999002",
  /** Accepted without a response the first time; answered when it is sent again. */
  "silent-once": "999003",
  /** Throttled a few times, then accepted. */
  throttled: "999004",
  /** Queue full a few times, then accepted. */
  full: "999005",
  /** Refused because of its recipient. */
  rejected: "999006",
  /** Accepted, but not delivered. */
  undelivered: "999007",
  /** Two identical receipts. */
  "receipt-twice": "999008",
  /** The receipt arrives after a long delay. */
  "receipt-late": "999009",
  /** The receipt arrives before the response. */
  "receipt-first": "999010",
  /** Accepted; the connection closes before the response. */
  disconnect: "999011",
  /** Accepted, without a receipt. */
  "no-receipt": "999012",
  /** Delivered, and the recipient replies with an opt-out. */
  stop: "999013",
} as const;

const BY_ENDING: ReadonlyMap<string, Trouble> = new Map(
  Object.entries(ENDINGS).map(([trouble, ending]) => [ending, trouble as Trouble]),
);
const ENDING_DIGITS = 6;

/** The misbehaviour for a recipient; null for none. */
export function troubleOf(recipient: string): Trouble | null {
  return BY_ENDING.get(recipient.slice(-ENDING_DIGITS)) ?? null;
}

/** An Indonesian mobile number with a misbehaviour; `nth` distinguishes up to 1,000 of them. */
export function troubledRecipient(trouble: Trouble, nth = 0): string {
  return `62812${String(nth).padStart(3, "0")}${ENDINGS[trouble]}`;
}
