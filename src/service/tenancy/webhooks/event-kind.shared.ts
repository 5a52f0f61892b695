/** What an address may be told of, each a choice of its own. A room whose events are told adds its line here, and its words. */
export const EVENT_KINDS = ["alert", "message.state", "message.sent", "message.received"] as const;

/** One of `EVENT_KINDS`. */
export type EventKind = (typeof EVENT_KINDS)[number];
