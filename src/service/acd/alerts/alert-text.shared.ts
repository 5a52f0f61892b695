/** The notifications sent by SMS: that an alert was raised, and that it was cleared. Repetitions are not sent by SMS. */
export const TEXT_KINDS = ["raised", "cleared"] as const;

/** The state of a message; `removed` when it was deleted because its recipient opted out. */
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

/** Why there is no message; every reason that has no entry here is `failed`. */
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

/** The maximum of SMS messages for raised alerts in any hour; every recipient of one also receives the message that the alert was cleared. */
export const TEXTS_PER_HOUR = 40;
