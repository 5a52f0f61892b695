/** What a call can be, by name; the screens choose among the same. */
/**
 * From where to where a call goes: from a line to a phone, from a phone to a line, between phones, from the switch
 * itself to the phones of a number, to try them, or from a phone to the agents' desk, by one of its codes.
 */
export const CALL_DIRECTIONS = ["inbound", "outbound", "internal", "test", "desk"] as const;

/** Who ended a call; `operator` is somebody of the call centre who had the switch end it. */
export const CALL_ENDERS = ["caller", "called", "system", "operator"] as const;

/**
 * How an agent, his caller and whom he asks stand to each other: `held` is the caller alone, `ringing` while somebody is called
 * for it, `consulting` while the agent talks with her and the caller waits, `conference` all three together.
 */
export const TALK_STATES = ["talking", "held", "ringing", "consulting", "conference"] as const;

/**
 * How a call came to its end. `answered`: an agent or another person answered. `abandoned`: the caller hung up while
 * waiting in a queue; `voicemail`: the caller left a message; `automated`: only a flow or an application served the caller.
 * `system-restart` closes a call whose switch died; `media-lost` one whose sound could not be kept.
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
