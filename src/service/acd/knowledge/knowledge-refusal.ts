import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of articles, of lists, and of records of their use at contacts. */
export const KNOWLEDGE_REFUSALS = {
  "no-such-article": "not-found",
  "no-such-article-version": "not-found",
  "article-limit": "limit",
  "article-stale": "stale",
  "article-empty": "conflict",
  "article-days-order": ["conflict", "inForceUntil"],
  "article-version-limit": "limit",
  "article-place-unknown": "conflict",
  "no-such-miss": "not-found",
  "no-such-list": "not-found",
  "no-such-list-version": "not-found",
  "list-limit": "limit",
  "list-name-taken": ["taken", "name"],
  "list-stale": "stale",
  "list-day-past": ["conflict", "inForceFrom"],
  "list-version-limit": "limit",
  "list-in-flow": "conflict",
  "list-file-missing": "invalid",
  "list-file-too-large": "too-large",
  "list-has-faults": "conflict",
  "no-such-contact": "not-found",
} as const satisfies RefusalTable;

/** Why a request about articles or lists is refused. */
export type KnowledgeRefusal = keyof typeof KNOWLEDGE_REFUSALS;

/** Properties that the routes of the knowledge base share. */
export const KNOWLEDGE_ROUTES = {
  tag: "information",
  contextOf: requestContextOf,
  refusals: KNOWLEDGE_REFUSALS,
} as const;
