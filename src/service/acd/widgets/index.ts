/**
 * Widgets: a client of the call centre inserts a line into a website, where people request a callback. A request becomes a scheduled callback; this
 * module decides who may request one, where, for which number and how often.
 */
export { WORK } from "./widget-limits.shared.ts";
