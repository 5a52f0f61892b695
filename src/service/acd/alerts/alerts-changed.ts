/** Channel for alerts that are raised, acknowledged or cleared, and for notifications that are due. */
export const ALERTS_CHANGED = "service-alerts";
