/**
 * Figures of short messages: what was taken and what became of it, by days and by minutes. They are added up from lines that the
 * transactions of messages write, so no look at them reads messages.
 */
export { REPORT_DAYS_MAX } from "./limits.shared.ts";
