import type { RefusalTable } from "../../../kernel/index.ts";

/** Refusals of conversations, and of routes from numbers to queues. */
export const CONVERSATION_REFUSALS = {
  "no-such-contact": "not-found",
  "thread-new-message": "conflict",
  "thread-no-disposition": "conflict",
  "agent-acts-waiting": "conflict",
  "no-such-agent": "conflict",
  "recipient-unfit": ["invalid", "customer"],
  "sms-thread-route-limit": "limit",
  "sms-thread-route-unfit": "not-found",
  "sms-thread-route-taken": ["taken", "word"],
  "no-such-sms-thread-route": "not-found",
} as const satisfies RefusalTable;

/** Why a request about conversations is refused. */
export type ConversationRefusal = keyof typeof CONVERSATION_REFUSALS;
