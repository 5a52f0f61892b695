/** Announced when webhook deliveries may be due. */
export const WEBHOOKS_CHANGED = "webhooks";
