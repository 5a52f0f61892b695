/** The URL parameters of the list of tickets. */
export const LIST_KEYS = ["search", "state", "category", "priority", "whose", "late", "page", "size"] as const;
