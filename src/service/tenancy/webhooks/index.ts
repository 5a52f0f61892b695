/**
 * Signed HTTP requests to URLs of third parties. There is one HTTP client (`Outward`), restricted to the public Internet; it sends events of a call
 * centre, stored until they are delivered (`PublishWebhookEvent`), and requests to the applications that control calls (`FetchWithin`).
 */
export type { ControlAnswer, ControlRequest, ControlSent, FetchWithin } from "./call-control.ts";
export { ENDPOINTS_MAX } from "./contract.ts";
export type { EventKind } from "./event-kind.shared.ts";
export type { Outward, OutwardAnswer, OutwardBounds, OutwardCall, OutwardFault, OutwardTimings } from "./outward.ts";
export type { CallbackOrder, PublishStatusCallbacks, PublishWebhookEvent, WebhookEvent } from "./webhook-event.ts";
export { isOutwardUrl } from "./webhook-url.shared.ts";
export { WEBHOOKS_CHANGED } from "./webhooks-changed.ts";
