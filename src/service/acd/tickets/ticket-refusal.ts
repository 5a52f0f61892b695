/** Why an act on tickets or their categories is refused. */
export type TicketRefusal =
  | "no-such-ticket"
  | "no-such-category"
  | "category-name-taken"
  | "category-limit"
  | "category-stale"
  | "category-hours-unknown"
  | "category-promise-order"
  | "ticket-setting-stale"
  | "ticket-setting-order"
  | "ticket-id-taken"
  | "ticket-stale"
  | "ticket-closed"
  | "ticket-full"
  | "ticket-move-unfit"
  | "ticket-word-missing"
  | "ticket-not-solved"
  | "ticket-replies-many"
  | "ticket-assignee-unknown"
  | "ticket-queue-unknown"
  | "ticket-consent-missing"
  | "ticket-number-unfit"
  | "ticket-export-too-large"
  | "no-such-contact"
  | "ticket-not-found";

/** The status of each refusal. */
export const TICKET_STATUS: Readonly<Record<TicketRefusal, number>> = {
  "no-such-ticket": 404,
  "no-such-category": 404,
  "category-name-taken": 409,
  "category-limit": 409,
  "category-stale": 409,
  "category-hours-unknown": 400,
  "category-promise-order": 400,
  "ticket-setting-stale": 409,
  "ticket-setting-order": 400,
  "ticket-id-taken": 409,
  "ticket-stale": 409,
  "ticket-closed": 409,
  "ticket-full": 409,
  "ticket-move-unfit": 409,
  "ticket-word-missing": 400,
  "ticket-not-solved": 409,
  "ticket-replies-many": 429,
  "ticket-assignee-unknown": 400,
  "ticket-queue-unknown": 400,
  "ticket-consent-missing": 400,
  "ticket-number-unfit": 400,
  "ticket-export-too-large": 400,
  "no-such-contact": 404,
  "ticket-not-found": 404,
};

/** The field of a form that a refusal belongs to. */
export const TICKET_FIELD: Partial<Readonly<Record<TicketRefusal, string>>> = {
  "category-name-taken": "name",
  "category-hours-unknown": "hoursId",
  "category-promise-order": "promises",
  "ticket-setting-order": "supervisorPercent",
  "ticket-word-missing": "text",
  "ticket-assignee-unknown": "assigneeId",
  "ticket-queue-unknown": "queueId",
  "ticket-consent-missing": "hasConsent",
  "ticket-number-unfit": "customerNumber",
  "no-such-category": "categoryId",
};

/** An act that was refused. */
export interface RefusedTicket {
  readonly refusal: TicketRefusal;
}
