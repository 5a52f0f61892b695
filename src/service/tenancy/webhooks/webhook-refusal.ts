import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../tenants/index.ts";

/** Refusals of webhook endpoints and their deliveries. */
export const WEBHOOK_REFUSALS = {
  "no-such-webhook": "not-found",
  "no-such-webhook-event": "not-found",
  "webhook-url-wrong": ["invalid", "url"],
  "webhook-name-taken": ["taken", "name"],
  "webhook-limit": "limit",
  "webhook-stale": "stale",
  "webhook-off": "conflict",
  "webhook-busy": "conflict",
  /** Applications have named the host: it has no separate secret, and only on and off can be changed. */
  "webhook-of-applications": "conflict",
} as const satisfies RefusalTable;

/** Why a webhook endpoint is not saved, or a command is not carried out. */
export type WebhookRefusal = keyof typeof WEBHOOK_REFUSALS;

/** Properties that the routes of webhooks share. Data leaves the call centre here: its administrator decides where to. */
export const WEBHOOK_ROUTES = {
  tag: "webhooks",
  access: "service.manage",
  contextOf: requestContextOf,
  refusals: WEBHOOK_REFUSALS,
} as const;
