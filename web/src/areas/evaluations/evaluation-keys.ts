/** What the address of the list of evaluations may hold. */
export const LIST_KEYS = ["agent", "queue", "form", "state", "from", "to", "page", "size"] as const;
/** What the address of the report of evaluations may hold. */
export const EVALUATION_REPORT_KEYS = ["from", "to", "form", "queue"] as const;
