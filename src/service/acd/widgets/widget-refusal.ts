import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of widgets, of blocks, and of requests of web callers. */
export const WIDGET_REFUSALS = {
  "widget-origin-strange": "not-permitted",
  "widget-off": "conflict",
  "widget-ticket-bad": "conflict",
  "widget-work-missing": "not-permitted",
  "widget-number-bad": ["invalid", "number"],
  "widget-number-not-now": ["conflict", "number"],
  "widget-time-gone": ["conflict", "at"],
  "widget-talk-closed": "conflict",
  "widget-talk-blocked": "not-permitted",
  "widget-talk-code-unknown": ["invalid", "talk.code"],
  "widget-visit-over": "conflict",
  "widget-talk-away": "unavailable",
  "widget-talk-full": "too-many",
  "widget-busy": "too-many",
  "widget-address-often": "too-many",
  "no-such-widget": "not-found",
  "widget-name-taken": ["taken", "name"],
  "widget-limit": "limit",
  "widget-stale": "stale",
  "widget-queue-unknown": ["invalid", "queueId"],
  "widget-hours-unknown": ["invalid", "hoursId"],
  "widget-code-unknown": ["invalid", "code"],
  "widget-origin-unfit": ["invalid", "origins"],
  "widget-offers-nothing": ["invalid", "offersNow"],
  "widget-block-limit": "limit",
  "no-such-block": "not-found",
  "no-such-caller-block": "not-found",
  "no-such-contact": "not-found",
} as const satisfies RefusalTable;

/** Why a request about widgets is refused. */
export type WidgetRefusal = keyof typeof WIDGET_REFUSALS;

/** Properties that the routes of widgets share. */
export const WIDGET_ROUTES = {
  tag: "widgets",
  access: "queue.manage",
  contextOf: requestContextOf,
  refusals: WIDGET_REFUSALS,
} as const;
