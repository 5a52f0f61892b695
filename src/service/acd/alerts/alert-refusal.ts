import type { RuleFault } from "./alert-rule.shared.ts";

/** Why an alert or an address is not saved, or an operation is refused. */
export type AlertRefusal =
  | RuleFault
  | "no-such-alert"
  | "no-such-alert-event"
  | "alert-name-taken"
  | "alert-limit"
  | "alert-stale"
  | "alert-queue-unknown"
  | "alert-hours-unknown"
  | "alert-person-unknown"
  | "alert-webhook-unknown"
  | "alert-phone-unfit"
  | "alert-phone-not-yours"
  | "alert-sender-unfit"
  | "alert-acknowledged"
  | "alert-cleared";
