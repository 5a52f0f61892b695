/** Failures of a stream. */
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

/** Twilio's error code of each failure, as its error dictionary lists them for streams and their sockets. */
export const STREAM_ERRORS: Readonly<Record<StreamFault, number>> = {
  /** The URL is not valid for a stream. */
  "url-wrong": 31_923,
  /** Connection refused, or the host name does not resolve. */
  unreachable: 31_902,
  /** The certificate is not valid. */
  untrusted: 31_910,
  /** No response in time. */
  slow: 31_901,
  /** The response was not the upgrade to a WebSocket. */
  refused: 31_920,
  /** The maximum number of streams is reached. */
  busy: 31_901,
  /** The socket was closed abnormally. */
  "broken-off": 31_921,
  /** A message was malformed or too large. */
  nonsense: 31_924,
  /** The application sent no audio although the caller waited for it. */
  mute: 31_901,
  "our-fault": 12_400,
};
