/**
 * Signed calls to addresses that other people name. There is one way out (`Outward`), to the public Internet only; over it go events of a
 * call centre, kept until they are heard (`PublishWebhookEvent`), and the questions of programs that lead calls (`FetchWithin`).
 */
export type { ControlAnswer, ControlRequest, ControlSent, FetchWithin } from "./call-control.ts";
export { ENDPOINTS_MAX } from "./contract.ts";
export type { EventKind } from "./event-kind.shared.ts";
export type { Outward, OutwardAnswer, OutwardBounds, OutwardCall, OutwardFault, OutwardTimings } from "./outward.ts";
export type { CallbackOrder, PublishStatusCallbacks, PublishWebhookEvent, WebhookEvent } from "./webhook-event.ts";
export { isOutwardUrl } from "./webhook-url.shared.ts";
export { WEBHOOKS_CHANGED } from "./webhooks-changed.ts";
