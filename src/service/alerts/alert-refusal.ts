import type { RuleFault } from "./alert-rule.shared.ts";

/** Why an alert or an address is not kept, or an act not done. */
export type AlertRefusal =
  | RuleFault
  | "no-such-alert"
  | "no-such-alert-event"
  | "no-such-alert-webhook"
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
  | "alert-cleared"
  | "alert-webhook-url-wrong"
  | "alert-webhook-name-taken"
  | "alert-webhook-limit"
  | "alert-webhook-busy";
