/** The URL parameters of the queue report. */
export const REPORT_KEYS = ["from", "to", "queue", "empty", "page"] as const;
