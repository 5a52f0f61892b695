/**
 * Campaigns of short messages: one approved text to many, each with values of his own from a line of a file, looked at line by line before it
 * begins, at a pace, paused and stopped. A line and its message are written by one transaction.
 */
export { judgeLines, type LineFault } from "./judge-lines.ts";
