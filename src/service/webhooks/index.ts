/**
 * Signed calls to addresses that other people name. There is one way out (`Outward`), to the public Internet only; over it go events of a
 * call centre, kept until they are heard, and the questions of programs that lead calls (`FetchWithin`).
 */
export type { ControlAnswer, ControlRequest, ControlSent, FetchWithin } from "./call-control.ts";
export type { Outward, OutwardAnswer, OutwardBounds, OutwardCall, OutwardFault, OutwardTimings } from "./outward.ts";
export { isWebhookUrl, WEBHOOK_URL_MAX } from "./webhook-url.shared.ts";
