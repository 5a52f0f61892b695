/** The parts of an address of a list of the console, small enough for the route table. */
export const CONSOLE_KEYS = ["outcome", "sid", "call", "error", "code", "day", "after"] as const;
