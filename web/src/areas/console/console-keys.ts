/** The URL parameters of the console's lists, in a small module for the route table. */
export const CONSOLE_KEYS = ["outcome", "sid", "call", "error", "code", "day", "after"] as const;
