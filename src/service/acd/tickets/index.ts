/**
 * Tickets: what customers ask and a call centre promised to answer. A ticket is its events: a pure decision adds them, a fold says where it
 * stands, and its promises are counted from them in named opening hours, so that anybody can count again whether they were kept.
 */
export { spokenNumber } from "./ticket-number.shared.ts";
