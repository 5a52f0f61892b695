/** What is told of an alert by short message. It is not repeated: a telephone hears that it was raised, and that it is over. */
export const TEXT_KINDS = ["raised", "cleared"] as const;

/** How a message stands; `removed` where it was deleted at its recipient's wish. */
export const TEXT_STATES = [
  "open",
  "delivered",
  "undeliverable",
  "expired",
  "rejected",
  "unknown",
  "cancelled",
  "removed",
] as const;

/** Why there is no message; everything else that may keep one from being taken is `failed`. */
export const TEXT_REFUSALS = [
  "sender-unknown",
  "sender-not-approved",
  "sender-look-alike",
  "recipient-opted-out",
  "prefix-blocked",
  "no-route",
  "hour-limit",
  "failed",
] as const;

/** One of `TEXT_REFUSALS`. */
export type TextRefusal = (typeof TEXT_REFUSALS)[number];

/** Messages in any hour that an alert was raised, at the most; whoever was told so is also told that it is over. */
export const TEXTS_PER_HOUR = 40;
