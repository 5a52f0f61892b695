import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of tickets, their categories and their settings. */
export const TICKET_REFUSALS = {
  "no-such-ticket": "not-found",
  "no-such-category": ["not-found", "categoryId"],
  "no-such-contact": "not-found",
  "category-name-taken": ["taken", "name"],
  "category-limit": "limit",
  "category-stale": "stale",
  "category-hours-unknown": ["invalid", "hoursId"],
  "category-promise-order": ["invalid", "promises"],
  "ticket-setting-stale": "stale",
  "ticket-setting-order": ["invalid", "supervisorPercent"],
  "ticket-id-taken": "taken",
  "ticket-stale": "stale",
  "ticket-closed": "conflict",
  "ticket-full": "limit",
  "ticket-move-unfit": "conflict",
  "ticket-word-missing": ["invalid", "text"],
  "ticket-not-solved": "conflict",
  "ticket-replies-many": "too-many",
  "ticket-attempts-many": "too-many",
  "ticket-assignee-unknown": ["invalid", "assigneeId"],
  "ticket-queue-unknown": ["invalid", "queueId"],
  "ticket-consent-missing": ["invalid", "hasConsent"],
  "ticket-number-unfit": ["invalid", "customerNumber"],
  "ticket-export-too-large": "invalid",
  "ticket-not-found": "not-found",
} as const satisfies RefusalTable;

/** Why a request about tickets is refused. */
export type TicketRefusal = keyof typeof TICKET_REFUSALS;

/** Properties that the routes of tickets share. */
export const TICKET_ROUTES = { tag: "tickets", contextOf: requestContextOf, refusals: TICKET_REFUSALS } as const;
