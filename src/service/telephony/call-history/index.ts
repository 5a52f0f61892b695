/** The history of calls: what an operator asks of it, and how numbers are looked for. */

export { instantsOf } from "./call-days.ts";
export { type CallFilterQuery, readFilter } from "./call-filter.ts";
export { localTime } from "./local-time.ts";
