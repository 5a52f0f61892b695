/** The call history: lists, details and traces of calls, and the search for numbers. */

export { instantsOf } from "./call-days.ts";
export { type CallFilterQuery, readFilter } from "./call-filter.ts";
export { localTime } from "./local-time.ts";
