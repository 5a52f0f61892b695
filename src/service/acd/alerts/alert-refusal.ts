import type { RefusalTable } from "../../../kernel/index.ts";

/** Refusals of alerts, their rules and their events. */
export const ALERT_REFUSALS = {
  "no-such-alert": "not-found",
  "no-such-alert-event": "not-found",
  "alert-name-taken": ["taken", "name"],
  "alert-limit": "limit",
  "alert-stale": "stale",
  "alert-figure-wrong": ["invalid", "raiseAt"],
  "alert-clear-wrong": ["invalid", "clearAt"],
  "alert-queues-unfit": ["invalid", "queueIds"],
  "alert-queue-unknown": ["conflict", "queueIds"],
  "alert-hours-unknown": ["conflict", "hoursId"],
  "alert-person-unknown": ["conflict", "mailTo"],
  "alert-webhook-unknown": ["conflict", "webhookIds"],
  "alert-phone-unfit": ["invalid", "smsTo"],
  "alert-phone-not-yours": ["not-permitted", "smsTo"],
  "alert-sender-unfit": ["conflict", "smsFrom"],
  "alert-acknowledged": "conflict",
  "alert-cleared": "conflict",
} as const satisfies RefusalTable;

/** Why a request about alerts is refused. */
export type AlertRefusal = keyof typeof ALERT_REFUSALS;
