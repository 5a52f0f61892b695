/** Told when something may be due for addresses outside. */
export const WEBHOOKS_CHANGED = "webhooks";
