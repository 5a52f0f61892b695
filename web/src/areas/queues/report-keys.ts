/** What the address of the report of queues may hold. */
export const REPORT_KEYS = ["from", "to", "queue", "empty", "page"] as const;
