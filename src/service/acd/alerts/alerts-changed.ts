/** Told when something was raised, taken on or cleared, or is to be told outside. */
export const ALERTS_CHANGED = "service-alerts";
