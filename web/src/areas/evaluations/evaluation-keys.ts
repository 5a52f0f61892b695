/** The URL parameters of the list of evaluations. */
export const LIST_KEYS = ["agent", "queue", "form", "state", "from", "to", "page", "size"] as const;
/** The URL parameters of the report of evaluations. */
export const EVALUATION_REPORT_KEYS = ["from", "to", "form", "queue"] as const;
