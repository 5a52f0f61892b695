/** Why an address is not kept, or an act not done. */
export type WebhookRefusal =
  | "no-such-webhook"
  | "no-such-webhook-event"
  | "webhook-url-wrong"
  | "webhook-name-taken"
  | "webhook-limit"
  | "webhook-stale"
  | "webhook-off"
  | "webhook-busy";
