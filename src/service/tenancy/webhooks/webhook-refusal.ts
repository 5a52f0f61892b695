/** Why an endpoint is not saved, or an operation is refused. */
export type WebhookRefusal =
  | "no-such-webhook"
  | "no-such-webhook-event"
  | "webhook-url-wrong"
  | "webhook-name-taken"
  | "webhook-limit"
  | "webhook-stale"
  | "webhook-off"
  | "webhook-busy"
  /** Applications have named the host: it has no own secret, and can only be switched on and off. */
  | "webhook-of-applications";
