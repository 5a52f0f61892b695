/** What the address of the list of tickets holds. */
export const LIST_KEYS = ["search", "state", "category", "priority", "whose", "late", "page", "size"] as const;
