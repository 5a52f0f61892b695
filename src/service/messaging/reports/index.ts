/**
 * SMS metrics: accepted messages and their results, by day and by minute. They are summed from tally rows that the message transactions write, so reports never
 * read messages.
 */
export { REPORT_DAYS_MAX } from "./limits.shared.ts";
