/** The event kinds that an endpoint may subscribe to. A module with events adds its kind here, and the texts for it. */
export const EVENT_KINDS = ["alert", "message.state", "message.sent", "message.received"] as const;

/** One of `EVENT_KINDS`. */
export type EventKind = (typeof EVENT_KINDS)[number];
