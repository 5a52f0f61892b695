/** The enumerations of call events; the screens use the same. */
/**
 * The direction of a call: from a trunk to a phone, from a phone to a trunk, between phones, from the switch to the phones of a number as a test, or
 * from a phone to a feature code of agents.
 */
export const CALL_DIRECTIONS = ["inbound", "outbound", "internal", "test", "desk"] as const;

/** Who ended a call; `operator` is a member of the call centre who ended it through the switch. */
export const CALL_ENDERS = ["caller", "called", "system", "operator"] as const;

/**
 * The states of a talk between an agent, the caller and a consulted party: `held` the caller alone, `ringing` while a party is called, `consulting`
 * while the agent talks with that party and the caller waits, `conference` all three together.
 */
export const TALK_STATES = ["talking", "held", "ringing", "consulting", "conference"] as const;

/**
 * The outcome of a call. `answered`: an agent or another person answered. `abandoned`: the caller hung up while waiting in a queue; `voicemail`: the
 * caller left a message; `automated`: only a flow or an application served the caller. `system-restart` closes a call whose switch died;
 * `media-lost` one whose media could not be restored.
 */
export const CALL_OUTCOMES = [
  "answered",
  "abandoned",
  "voicemail",
  "automated",
  "cancelled",
  "no-answer",
  "busy",
  "no-phone",
  "declined",
  "unknown-number",
  "number-off",
  "not-a-test-line",
  "channels-full",
  "spending-limit",
  "far-end-failed",
  "media-lost",
  "storage-away",
  "fault",
  "system-restart",
] as const;
