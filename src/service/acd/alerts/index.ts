/**
 * Alerts on the live state of a call centre. The values are those of its wallboards; an alert is raised once, acknowledged by a person, and
 * cleared once. People without an open wallboard are notified by mail, and applications by a signed webhook.
 */
export type { AlertRule, Measure } from "./alert-rule.shared.ts";
