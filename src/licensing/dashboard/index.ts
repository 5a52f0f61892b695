/**
 * The dashboard: how many cases stand where, how promises are kept, what waits longest, the coming tests and the stock of
 * codes. Each figure is the number of rows of a list with a filter, and says which; both are counted by the same condition.
 */
export type { Dashboard } from "./contract.ts";
