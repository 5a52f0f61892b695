/** Why an address is not kept, or an act not done. */
export type WebhookRefusal =
  | "no-such-webhook"
  | "no-such-webhook-event"
  | "webhook-url-wrong"
  | "webhook-name-taken"
  | "webhook-limit"
  | "webhook-stale"
  | "webhook-off"
  | "webhook-busy"
  /** Applications have named the host: it has no secret of its own, and only on and off can be changed. */
  | "webhook-of-applications";
