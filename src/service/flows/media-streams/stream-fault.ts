/** How a stream can go wrong. */
export const STREAM_FAULTS = [
  "url-wrong",
  "unreachable",
  "untrusted",
  "slow",
  "refused",
  "busy",
  "broken-off",
  "nonsense",
  "mute",
  "our-fault",
] as const;

/** One of `STREAM_FAULTS`. */
export type StreamFault = (typeof STREAM_FAULTS)[number];

/** The field's number of each: what its dictionary of errors says of streams and their sockets. */
export const STREAM_ERRORS: Readonly<Record<StreamFault, number>> = {
  /** An address that may be no stream's. */
  "url-wrong": 31_923,
  /** Nobody listens there, or its name leads nowhere. */
  unreachable: 31_902,
  /** Its certificate is none. */
  untrusted: 31_910,
  /** It did not answer in its time. */
  slow: 31_901,
  /** It answered something else than that it switches to a socket. */
  refused: 31_920,
  /** There are as many streams as there may be. */
  busy: 31_901,
  /** The socket ended otherwise than it should. */
  "broken-off": 31_921,
  /** What came is no message, or beyond all measure. */
  nonsense: 31_924,
  /** It was to be heard, and was not. */
  mute: 31_901,
  "our-fault": 12_400,
};
