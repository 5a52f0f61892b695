/**
 * Widgets: a call centre's client pastes a line into his website, and visitors ask there to be called. What they ask for is a planned
 * callback; everything here is about who may ask, where, for whom and how often.
 */
export { WORK } from "./widget-limits.shared.ts";
