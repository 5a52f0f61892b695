import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of the form of a queue. */
export const QUEUE_FORM_REFUSALS = {
  "queue-name-taken": ["taken", "name"],
  "queue-limit": "limit",
  "queue-stale": "stale",
  "no-such-queue": "not-found",
  "queue-overflow-unknown": ["conflict", "rules.overflow"],
} as const satisfies RefusalTable;

/** Why a queue is not saved. */
export type QueueFormRefusal = keyof typeof QUEUE_FORM_REFUSALS;

/** Refusals of the form of an agent. */
export const AGENT_FORM_REFUSALS = {
  "agent-limit": "limit",
  "agent-stale": "stale",
  "no-such-agent": "not-found",
  "agent-queue-unknown": ["conflict", "queues"],
  "agent-phone-unknown": ["conflict", "homePhoneId"],
  "agent-person-unknown": ["conflict", "personId"],
  "agent-person-taken": ["taken", "personId"],
  "agent-desk-number-taken": ["taken", "deskNumber"],
  "agent-pin-missing": ["conflict", "deskPin"],
  "agent-pin-without-number": ["conflict", "deskNumber"],
  "agent-pin-weak": ["conflict", "deskPin"],
} as const satisfies RefusalTable;

/** Why an agent is not saved. */
export type AgentFormRefusal = keyof typeof AGENT_FORM_REFUSALS;

/** Properties that the routes of queues share. */
export const QUEUE_ROUTES = { tag: "queues", contextOf: requestContextOf } as const;
