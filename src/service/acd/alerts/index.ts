/**
 * Alerts: what a call centre wants to be told of while it happens. The figures are those of its wallboards; an alert is raised once, taken
 * on by a person, and cleared once. Who is not looking at a screen is told by mail, and programs by a signed call of an address.
 */
export type { AlertRule, Measure } from "./alert-rule.shared.ts";
