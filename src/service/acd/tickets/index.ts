/**
 * Tickets: requests of customers with SLA targets. A ticket is event-sourced: a pure decision adds events, a fold computes its state, and its
 * SLA targets are computed from the events in named opening hours, so that every result can be verified later.
 */
export { spokenNumber } from "./ticket-number.shared.ts";
