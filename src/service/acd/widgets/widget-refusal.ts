import type { DisclosedRefusal } from "./widget-limits.shared.ts";

/** Why an operation on widgets is refused. */
export type WidgetRefusal =
  | DisclosedRefusal
  | "no-such-widget"
  | "widget-name-taken"
  | "widget-limit"
  | "widget-stale"
  | "widget-queue-unknown"
  | "widget-hours-unknown"
  | "widget-code-unknown"
  | "widget-origin-unfit"
  | "widget-offers-nothing"
  | "widget-block-limit"
  | "no-such-block"
  | "widget-talk-code-unknown"
  | "widget-visit-over"
  | "widget-talk-away"
  | "widget-talk-full"
  | "no-such-caller-block"
  | "no-such-contact";

/** The status of each refusal. */
export const WIDGET_STATUS: Readonly<Record<WidgetRefusal, number>> = {
  "widget-origin-strange": 403,
  "widget-off": 409,
  "widget-ticket-bad": 409,
  "widget-work-missing": 403,
  "widget-number-bad": 400,
  "widget-number-not-now": 409,
  "widget-time-gone": 409,
  "widget-talk-closed": 409,
  "widget-talk-blocked": 403,
  "widget-talk-code-unknown": 400,
  "widget-visit-over": 409,
  "widget-talk-away": 503,
  "widget-talk-full": 429,
  "widget-busy": 429,
  "widget-address-often": 429,
  "no-such-widget": 404,
  "widget-name-taken": 409,
  "widget-limit": 409,
  "widget-stale": 409,
  "widget-queue-unknown": 400,
  "widget-hours-unknown": 400,
  "widget-code-unknown": 400,
  "widget-origin-unfit": 400,
  "widget-offers-nothing": 400,
  "widget-block-limit": 409,
  "no-such-block": 404,
  "no-such-caller-block": 404,
  "no-such-contact": 404,
};

/** The field of a form that a refusal belongs to. */
export const WIDGET_FIELD: Partial<Readonly<Record<WidgetRefusal, string>>> = {
  "widget-name-taken": "name",
  "widget-queue-unknown": "queueId",
  "widget-hours-unknown": "hoursId",
  "widget-code-unknown": "code",
  "widget-talk-code-unknown": "talk.code",
  "widget-origin-unfit": "origins",
  "widget-offers-nothing": "offersNow",
  "widget-number-bad": "number",
  "widget-number-not-now": "number",
  "widget-time-gone": "at",
};

/** A refused operation. */
export interface RefusedWidget {
  readonly refusal: WidgetRefusal;
}
