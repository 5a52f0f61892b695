/** The history of calls: what an operator asks of it, and how numbers are looked for. */
export { type AskedFilter, readFilter } from "./call-filter.ts";
